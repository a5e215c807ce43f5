import { instant, plainDate, Rejection, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { randomise, screen, type Participant } from './participant.js';
import { correctTreatmentTime, type TreatmentOnRecord } from './treatment-correction.js';

const now = instant('2026-05-01T12:00:00Z');
const randomisedAt = instant('2026-03-28T08:00:00Z');
const startedAt = instant('2026-03-28T10:00:00Z');
const endedAt = instant('2026-03-28T10:21:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'SITE',
  code: 'SITE-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const randomised = randomise(
  {
    ...screen('participant', screening, 'Europe/Amsterdam', randomisedAt),
    status: 'eligible',
    consentedAt: randomisedAt,
  },
  randomisedAt,
);
const treated: Participant = { ...randomised, status: 'treated', treatedAt: startedAt };
const onRecord: TreatmentOnRecord = { administrationId: 'session', startedAt, endedAt, nextDoseAt: null };

const correct = (anchorAt: Instant, participant = treated, record: TreatmentOnRecord | null = onRecord) =>
  correctTreatmentTime(participant, record, anchorAt, now);

describe('a time of treatment that was wrong', () => {
  it('is replaced, and the session keeps the minutes between its injections', () => {
    const { participant, ...session } = correct(instant('2026-03-29T10:00:00Z'));
    expect(participant).toMatchObject({ status: 'treated', randomisedAt: treated.randomisedAt });
    expect([participant.treatedAt, session.startedAt, session.endedAt].map(String)).toEqual([
      '2026-03-29T10:00:00Z',
      '2026-03-29T10:00:00Z',
      '2026-03-29T10:21:00Z',
    ]);
  });

  it('is corrected also after the end of participation', () => {
    const completed: Participant = { ...treated, status: 'completed', endedAt: instant('2026-04-28T10:00:00Z') };
    expect(correct(instant('2026-03-28T09:00:00Z'), completed).participant.status).toBe('completed');
  });

  it.each<[string, () => unknown]>([
    ['participant-not-treated', () => correct(startedAt, randomised, null)],
    ['treatment-time-unchanged', () => correct(startedAt)],
    ['treated-before-randomisation', () => correct(randomisedAt.subtract({ seconds: 1 }))],
    ['treated-in-future', () => correct(now.add({ seconds: 1 }))],
    // The last injection counts.
    ['treated-in-future', () => correct(now.subtract({ minutes: 20 }))],
    [
      'treated-after-later-dose',
      () =>
        correct(instant('2026-04-01T10:00:00Z'), treated, { ...onRecord, nextDoseAt: instant('2026-04-01T10:00:00Z') }),
    ],
    [
      'treated-after-end',
      () =>
        correct(instant('2026-04-02T10:00:00Z'), {
          ...treated,
          status: 'withdrawn',
          endedAt: instant('2026-04-02T10:10:00Z'),
        }),
    ],
  ])('is not: %s', (code, attempt) => {
    expect(attempt).toThrow(Rejection);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ code });
    }
  });

  it('can be put back: a correction and its opposite leave everything as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -120, max: 40_000 }), (minutes) => {
        fc.pre(minutes !== 0);
        const moved = correct(startedAt.add({ minutes }));
        const back = correct(startedAt, moved.participant, { ...onRecord, ...moved });
        expect([back.startedAt, back.endedAt, back.participant.treatedAt].map(String)).toEqual(
          [startedAt, endedAt, startedAt].map(String),
        );
      }),
    );
  });
});
