import { instant, plainDate, type Instant } from '@trial/kernel';
import {
  endScreening,
  randomise,
  recordEligibility,
  recordRandomisedInError,
  screen,
  treat,
  type Participant,
  type ParticipantStatus,
} from './participant.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const now = instant('2026-03-02T10:00:00Z');
const later = instant('2026-03-03T09:30:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'UMCU',
  code: 'UMCU-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const zone = 'Europe/Amsterdam';
const screened = screen('participant', screening, zone, now);
const consented: Participant = { ...screened, status: 'consented', consentedAt: now, trialVersion: 1 };
const eligible: Participant = { ...consented, status: 'eligible' };
const randomisedAt = instant('2026-03-03T08:00:00Z');
const randomised = randomise(eligible, randomisedAt);
const treated = treat(randomised, later);

const standing: Readonly<Record<ParticipantStatus, Participant>> = {
  screened,
  consented,
  eligible,
  'screen-failed': { ...consented, status: 'screen-failed', endedAt: now },
  randomised,
  treated,
  completed: { ...treated, status: 'completed' },
  withdrawn: { ...consented, status: 'withdrawn' },
  lost: { ...treated, status: 'lost' },
  died: { ...consented, status: 'died' },
};

/** The status a transition leads to from each status, or the code of its refusal. */
function outcomes(transition: (participant: Participant) => Participant): Readonly<Record<string, string>> {
  const outcome = (participant: Participant): string => {
    try {
      return transition(participant).status;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return `refused: ${String(error.code)}`;
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(standing).map(([status, participant]) => [status, outcome(participant)]));
}

describe('a participant', () => {
  it('begins screened, with nothing decided', () => {
    expect(asText(screened)).toMatchObject({
      status: 'screened',
      screenedOn: '2026-02-20',
      consentedAt: null,
      randomisedAt: null,
    });
  });

  it('may have been screened today in the zone of the site, not tomorrow', () => {
    const lateEvening = instant('2026-03-02T23:30:00Z');
    const on = (day: string) => screen('participant', { ...screening, screenedOn: plainDate(day) }, zone, lateEvening);
    expect(on('2026-03-03').screenedOn.toString()).toBe('2026-03-03');
    expect(() => on('2026-03-04')).toThrow(expect.objectContaining({ code: 'screened-in-future' }));
  });

  it.each([1899, 2027, 1970.5])('was not born in %s', (yearOfBirth) => {
    expect(() => screen('participant', { ...screening, yearOfBirth }, zone, now)).toThrow(
      expect.objectContaining({ code: 'year-of-birth-impossible' }),
    );
  });

  it('becomes eligible after consent only', () => {
    expect(outcomes((p) => recordEligibility(p, { outcome: 'eligible' }, now))).toEqual({
      screened: 'refused: consent-missing',
      consented: 'eligible',
      eligible: 'eligible',
      'screen-failed': 'refused: not-in-screening',
      randomised: 'refused: not-in-screening',
      treated: 'refused: not-in-screening',
      completed: 'refused: not-in-screening',
      withdrawn: 'refused: not-in-screening',
      lost: 'refused: not-in-screening',
      died: 'refused: not-in-screening',
    });
  });

  it('fails screening when a criterion is against entry, also at the re-check before dosing', () => {
    const ineligible = { outcome: 'ineligible', failed: ['E3'] } as const;
    for (const participant of [consented, eligible]) {
      expect(asText(recordEligibility(participant, ineligible, later))).toMatchObject({
        status: 'screen-failed',
        endedAt: '2026-03-03T09:30:00Z',
      });
    }
  });

  it('may leave screening without a judgement', () => {
    expect(outcomes((p) => endScreening(p, now))).toMatchObject({
      screened: 'screen-failed',
      consented: 'screen-failed',
      eligible: 'screen-failed',
      'screen-failed': 'refused: not-in-screening',
      randomised: 'refused: not-in-screening',
    });
  });

  it('has left on the day screening ended', () => {
    expect(endScreening(screened, later).endedAt?.toString()).toBe('2026-03-03T09:30:00Z');
  });

  it('is randomised once, when consented and eligible, and under no other circumstance', () => {
    expect(outcomes((p) => randomise(p, now))).toEqual({
      screened: 'refused: consent-missing',
      consented: 'refused: eligibility-not-signed',
      eligible: 'randomised',
      'screen-failed': 'refused: not-eligible',
      randomised: 'refused: already-randomised',
      treated: 'refused: already-randomised',
      completed: 'refused: already-randomised',
      withdrawn: 'refused: consent-withdrawn',
      lost: 'refused: already-randomised',
      died: 'refused: not-in-screening',
    });
  });

  it('carries the moments of randomisation and treatment', () => {
    expect(asText(treated)).toMatchObject({
      randomisedAt: '2026-03-03T08:00:00Z',
      treatedAt: '2026-03-03T09:30:00Z',
      endedAt: null,
    });
  });

  it('is treated once, after randomisation, while still in the trial', () => {
    expect(outcomes((p) => treat(p, later))).toEqual({
      screened: 'refused: participant-not-randomised',
      consented: 'refused: participant-not-randomised',
      eligible: 'refused: participant-not-randomised',
      'screen-failed': 'refused: participant-not-randomised',
      randomised: 'treated',
      treated: 'refused: already-treated',
      completed: 'refused: already-treated',
      withdrawn: 'refused: participant-not-randomised',
      lost: 'refused: already-treated',
      died: 'refused: participant-not-randomised',
    });
  });

  it('is not treated after leaving between randomisation and dosing', () => {
    expect(() => treat({ ...randomised, status: 'withdrawn' }, later)).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });

  it('was not treated before being randomised', () => {
    const early: Instant = randomisedAt.subtract({ milliseconds: 1 });
    expect(() => treat(randomised, early)).toThrow(expect.objectContaining({ code: 'injection-before-randomisation' }));
    expect(treat(randomised, randomisedAt).treatedAt?.toString()).toBe('2026-03-03T08:00:00Z');
  });

  it('keeps status and row when the randomisation was an error', () => {
    expect(asText(recordRandomisedInError(treated))).toEqual(asText({ ...treated, randomisedInError: true }));
    expect(() => recordRandomisedInError(eligible)).toThrow(
      expect.objectContaining({ code: 'participant-not-randomised' }),
    );
    expect(() => recordRandomisedInError(recordRandomisedInError(treated))).toThrow(
      expect.objectContaining({ code: 'already-recorded' }),
    );
  });
});
