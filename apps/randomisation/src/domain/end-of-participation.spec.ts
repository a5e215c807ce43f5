import { instant, plainDate } from '@trial/kernel';
import {
  answerSafetyContact,
  checkAnsweredAt,
  complete,
  declareLost,
  keepsSafetyContact,
  recordDeath,
  withdraw,
  withdrawalFromVisits,
  type Withdrawal,
} from './end-of-participation.js';
import { screen, type Participant } from './participant.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const now = instant('2026-06-01T10:00:00Z');
const before = instant('2026-03-03T09:30:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'UMCU',
  code: 'UMCU-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const screened = screen('participant', screening, 'Europe/Amsterdam', before);
const consented: Participant = { ...screened, status: 'consented', consentedAt: before, trialVersion: 1 };
const randomised: Participant = { ...consented, status: 'randomised', randomisedAt: before };
const treated: Participant = { ...randomised, status: 'treated', treatedAt: before };
const completed: Participant = { ...treated, status: 'completed', endedAt: before };
const lost: Participant = { ...treated, status: 'lost', endedAt: before };
const screenFailed: Participant = { ...consented, status: 'screen-failed', endedAt: before };
const died: Participant = { ...treated, status: 'died', endedAt: before };

const from = (scopes: Withdrawal['from'], safetyContact: Withdrawal['safetyContact'] = null): Withdrawal => ({
  from: scopes,
  safetyContact,
});

describe('the end of participation', () => {
  it('is completion only for somebody treated and still followed', () => {
    expect(asText(complete(treated, now, now))).toMatchObject(asText({ status: 'completed', endedAt: now }));
    for (const participant of [screened, consented, randomised, completed, lost, died]) {
      expect(() => complete(participant, now, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    }
  });

  it('is loss only for somebody randomised and still followed', () => {
    for (const participant of [randomised, treated]) {
      expect(asText(declareLost(participant, now, now))).toMatchObject(asText({ status: 'lost', endedAt: now }));
    }
    for (const participant of [screened, consented, completed, lost, died]) {
      expect(() => declareLost(participant, now, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    }
  });

  it('is death, which may become known after loss or withdrawal and leaves the end where it was', () => {
    expect(asText(recordDeath(treated, now, now))).toMatchObject(asText({ status: 'died', endedAt: now }));
    expect(asText(recordDeath(lost, now, now))).toMatchObject(asText({ status: 'died', endedAt: before }));
    expect(() => recordDeath(died, now, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    expect(() => recordDeath(completed, now, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    expect(() => recordDeath(screenFailed, now, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
  });
});

describe('withdrawal', () => {
  it('from visits ends participation and keeps what was agreed about safety contact', () => {
    expect(asText(withdraw(treated, from(['visits'], 'agreed'), now, now))).toEqual(
      asText({
        ...treated,
        status: 'withdrawn',
        endedAt: now,
        withdrawnFrom: ['visits'],
        safetyContact: 'agreed',
      }),
    );
  });

  it('from samples alone ends nothing', () => {
    expect(asText(withdraw(treated, from(['samples']), now, now))).toEqual(
      asText({ ...treated, withdrawnFrom: ['samples'] }),
    );
  });

  it('of a treated participant asks about safety contact, of one never dosed it does not', () => {
    expect(() => withdraw(treated, from(['visits']), now, now)).toThrow(
      expect.objectContaining({ code: 'continued-contact-missing' }),
    );
    expect(() => withdraw(treated, from(['further-data']), now, now)).toThrow(
      expect.objectContaining({ code: 'continued-contact-missing' }),
    );
    expect(asText(withdraw(randomised, from(['visits']), now, now))).toMatchObject(
      asText({ status: 'withdrawn', safetyContact: null }),
    );
  });

  it('grows and never shrinks', () => {
    const once = withdraw(treated, from(['visits'], 'agreed'), now, now);
    const twice = withdraw(once, from(['visits', 'samples']), now.add({ hours: 24 }), now.add({ hours: 24 }));
    expect(asText(twice)).toMatchObject(
      asText({ withdrawnFrom: ['visits', 'samples'], safetyContact: 'agreed', endedAt: now }),
    );
    expect(() => withdraw(twice, from(['samples']), now, now)).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });

  it('names a scope once however often the request does', () => {
    expect(withdraw(treated, from(['samples', 'samples']), now, now).withdrawnFrom).toEqual(['samples']);
  });

  it('from samples or further data is still possible after the end, from visits it is not', () => {
    expect(asText(withdraw(completed, from(['samples', 'further-data']), now, now))).toMatchObject(
      asText({
        status: 'completed',
        withdrawnFrom: ['samples', 'further-data'],
      }),
    );
    for (const participant of [completed, screenFailed]) {
      expect(() => withdraw(participant, from(['visits']), now, now)).toThrow(
        expect.objectContaining({ code: 'not-in-follow-up' }),
      );
    }
  });

  it('is open to somebody lost who turns up, and to nobody who died', () => {
    expect(asText(withdraw(lost, from(['visits'], 'declined'), now, now))).toMatchObject(
      asText({ status: 'withdrawn', endedAt: before }),
    );
    expect(() => withdraw(died, from(['samples']), now, now)).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });

  it('needs a consent and a scope', () => {
    expect(() => withdraw(screened, from(['visits']), now, now)).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
    expect(() => withdraw(treated, from([]), now, now)).toThrow(
      expect.objectContaining({ code: 'continued-contact-missing' }),
    );
  });
});

describe('the answer about safety contact', () => {
  const withdrawn = withdraw(treated, from(['visits'], 'agreed'), before, now);

  it('is open to a change of mind, either way, and may be the same again', () => {
    const declined = answerSafetyContact(withdrawn, 'declined');
    expect(declined.safetyContact).toBe('declined');
    expect(answerSafetyContact(declined, 'agreed').safetyContact).toBe('agreed');
    expect(answerSafetyContact(withdrawn, 'agreed')).toEqual(withdrawn);
  });

  it.each([
    ['somebody treated', treated],
    ['somebody lost', lost],
    ['somebody who died', recordDeath(withdrawn, now, now)],
    ['somebody who was never treated', withdraw(randomised, from(['visits'], 'agreed'), before, now)],
  ])('is not asked of %s', (_, participant) => {
    expect(() => answerSafetyContact(participant, 'declined')).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });

  it('was given by now, and not before the one it follows', () => {
    for (const answeredAt of [before, now]) checkAnsweredAt(answeredAt, before, now);
    expect(() => checkAnsweredAt(now.add({ milliseconds: 1 }), before, now)).toThrow(
      expect.objectContaining({ code: 'contact-answered-in-future' }),
    );
    expect(() => checkAnsweredAt(before.subtract({ milliseconds: 1 }), before, now)).toThrow(
      expect.objectContaining({ code: 'contact-answered-before-end' }),
    );
  });
});

describe('the moment participation ended', () => {
  const tomorrow = now.add({ hours: 24 });

  it('is when it happened, not when it was recorded', () => {
    expect(complete(treated, before, now).endedAt?.toString()).toBe('2026-03-03T09:30:00Z');
    expect(declareLost(treated, before, now).endedAt?.toString()).toBe('2026-03-03T09:30:00Z');
    expect(recordDeath(treated, before, now).endedAt?.toString()).toBe('2026-03-03T09:30:00Z');
    expect(withdraw(randomised, from(['visits']), before, now).endedAt?.toString()).toBe('2026-03-03T09:30:00Z');
  });

  it.each([
    ['complete', () => complete(treated, tomorrow, now)],
    ['declareLost', () => declareLost(treated, tomorrow, now)],
    ['recordDeath', () => recordDeath(treated, tomorrow, now)],
    ['withdraw', () => withdraw(treated, from(['samples']), tomorrow, now)],
  ])('does not lie ahead: %s', (_, end) => {
    expect(end).toThrow(expect.objectContaining({ code: 'ended-in-future' }));
  });
});

describe('the form of a withdrawal', () => {
  it('names what goes on; the rest is withdrawn from', () => {
    expect(withdrawalFromVisits({ safetyContact: true, furtherData: true, storedSamples: true })).toEqual({
      from: ['visits'],
      safetyContact: 'agreed',
    });
    expect(withdrawalFromVisits({ safetyContact: false, furtherData: false, storedSamples: false })).toEqual({
      from: ['visits', 'further-data', 'samples'],
      safetyContact: 'declined',
    });
    expect(withdrawalFromVisits({ safetyContact: false, furtherData: false, storedSamples: true }).from).toEqual([
      'visits',
      'further-data',
    ]);
  });
});

describe('safety contact', () => {
  const withdrew = (participant: Participant, answer: 'agreed' | 'declined') =>
    withdraw(participant, from(['visits'], answer), now, now);
  it.each([
    [true, 'one who was treated, withdrew and agreed', withdrew(treated, 'agreed')],
    [false, 'one who withdrew and declined', withdrew(treated, 'declined')],
    [false, 'one who withdrew and was never treated', withdrew(randomised, 'agreed')],
    [false, 'one whose visits go on', treated],
    [false, 'one who died after it', recordDeath(withdrew(treated, 'agreed'), now, now)],
    [false, 'one who is lost', lost],
  ])('goes on (%s) with %s', (goesOn, _, participant) => {
    expect(keepsSafetyContact(participant)).toBe(goesOn);
  });
});
