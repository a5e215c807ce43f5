import { instant } from '@trial/kernel';
import {
  answerSafetyContact,
  complete,
  declareLost,
  followUpOf,
  recordDeath,
  withdraw,
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
const screening = { trialId: 'trial', siteId: 'UMCU', code: 'UMCU-001', yearOfBirth: 1970, sex: 'female' } as const;
const screened = screen('participant', screening, before);
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
    expect(asText(complete(treated, now))).toMatchObject(asText({ status: 'completed', endedAt: now }));
    for (const participant of [screened, consented, randomised, completed, lost, died]) {
      expect(() => complete(participant, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    }
  });

  it('is loss only for somebody randomised and still followed', () => {
    for (const participant of [randomised, treated]) {
      expect(asText(declareLost(participant, now))).toMatchObject(asText({ status: 'lost', endedAt: now }));
    }
    for (const participant of [screened, consented, completed, lost, died]) {
      expect(() => declareLost(participant, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    }
  });

  it('is death, which may become known after loss or withdrawal and leaves the end where it was', () => {
    expect(asText(recordDeath(treated, now))).toMatchObject(asText({ status: 'died', endedAt: now }));
    expect(asText(recordDeath(lost, now))).toMatchObject(asText({ status: 'died', endedAt: before }));
    expect(() => recordDeath(died, now)).toThrow(expect.objectContaining({ code: 'already-died' }));
    expect(() => recordDeath(completed, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
    expect(() => recordDeath(screenFailed, now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
  });
});

describe('withdrawal', () => {
  it('from visits ends participation and keeps what was agreed about safety contact', () => {
    expect(asText(withdraw(treated, from(['visits'], 'agreed'), now))).toEqual(
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
    expect(asText(withdraw(treated, from(['samples']), now))).toEqual(
      asText({ ...treated, withdrawnFrom: ['samples'] }),
    );
  });

  it('of a treated participant asks about safety contact, of one never dosed it does not', () => {
    expect(() => withdraw(treated, from(['visits']), now)).toThrow(
      expect.objectContaining({ code: 'safety-contact-unanswered' }),
    );
    expect(() => withdraw(treated, from(['further-data']), now)).toThrow(
      expect.objectContaining({ code: 'safety-contact-unanswered' }),
    );
    expect(asText(withdraw(randomised, from(['visits']), now))).toMatchObject(
      asText({ status: 'withdrawn', safetyContact: null }),
    );
  });

  it('grows and never shrinks', () => {
    const once = withdraw(treated, from(['visits'], 'agreed'), now);
    const twice = withdraw(once, from(['visits', 'samples']), now.add({ hours: 24 }));
    expect(asText(twice)).toMatchObject(
      asText({ withdrawnFrom: ['visits', 'samples'], safetyContact: 'agreed', endedAt: now }),
    );
    expect(() => withdraw(twice, from(['samples']), now)).toThrow(
      expect.objectContaining({ code: 'already-withdrawn' }),
    );
  });

  it('names a scope once however often the request does', () => {
    expect(withdraw(treated, from(['samples', 'samples']), now).withdrawnFrom).toEqual(['samples']);
  });

  it('from samples or further data is still possible after the end, from visits it is not', () => {
    expect(asText(withdraw(completed, from(['samples', 'further-data']), now))).toMatchObject(
      asText({
        status: 'completed',
        withdrawnFrom: ['samples', 'further-data'],
      }),
    );
    for (const participant of [completed, screenFailed]) {
      expect(() => withdraw(participant, from(['visits']), now)).toThrow(
        expect.objectContaining({ code: 'not-in-follow-up' }),
      );
    }
  });

  it('is open to somebody lost who turns up, and to nobody who died', () => {
    expect(asText(withdraw(lost, from(['visits'], 'declined'), now))).toMatchObject(
      asText({ status: 'withdrawn', endedAt: before }),
    );
    expect(() => withdraw(died, from(['samples']), now)).toThrow(expect.objectContaining({ code: 'not-in-follow-up' }));
  });

  it('needs a consent and a scope', () => {
    expect(() => withdraw(screened, from(['visits']), now)).toThrow(
      expect.objectContaining({ code: 'consent-missing' }),
    );
    expect(() => withdraw(treated, from([]), now)).toThrow(
      expect.objectContaining({ code: 'withdrawal-scope-missing' }),
    );
  });

  it('leaves the answer about safety contact open to a change of mind', () => {
    const withdrawn = withdraw(treated, from(['visits'], 'agreed'), now);
    expect(answerSafetyContact(withdrawn, 'declined').safetyContact).toBe('declined');
    expect(() => answerSafetyContact(treated, 'declined')).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });
});

describe('follow-up', () => {
  it.each([
    ['visits', 'a treated participant', treated],
    ['safety-contact', 'one who was never dosed', randomised],
    ['safety-contact', 'one who withdrew and agreed', withdraw(treated, from(['visits'], 'agreed'), now)],
    ['none', 'one who withdrew and declined', withdraw(treated, from(['visits'], 'declined'), now)],
    ['none', 'one who died', died],
    ['none', 'one who is lost', lost],
    ['none', 'one who completed', completed],
    ['none', 'one in screening', consented],
  ])('is %s for %s', (followUp, _, participant) => {
    expect(followUpOf(participant)).toBe(followUp);
  });
});
