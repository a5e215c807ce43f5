import { instant, plainDate, Rejection } from '@trial/kernel';
import fc from 'fast-check';
import { recordDose, type Dose, type DoseReport, type DoseRule } from './dose.js';
import { randomise, screen, type Participant } from './participant.js';

const now = instant('2026-05-01T12:00:00Z');
const randomisedAt = instant('2026-03-03T08:00:00Z');
const firstAt = instant('2026-03-03T10:00:00Z');
const secondAt = instant('2026-03-31T10:00:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'SITE',
  code: 'SITE-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const eligible: Participant = {
  ...screen('participant', screening, 'Europe/Amsterdam', randomisedAt),
  status: 'eligible',
  consentedAt: randomisedAt,
};
const randomised = randomise(eligible, randomisedAt);
const treated: Participant = { ...randomised, status: 'treated', treatedAt: firstAt };

const visits = ['SCR', 'D0', 'W04', 'W08'];
const infusions: DoseRule = { minimum: 100, maximum: 200, perKilogram: false, at: ['D0', 'W04', 'W08'], visits };
const tablets: DoseRule = { ...infusions, at: null };
const weighed: DoseRule = { ...infusions, minimum: 8, maximum: 8, perKilogram: true };
const report: DoseReport = {
  amount: 150,
  bodyWeight: null,
  givenAt: firstAt,
  visitCode: 'D0',
  operator: 'nurse',
  deviation: null,
};
const doseAt = (visitCode: string, givenAt = firstAt): Dose => ({
  ...report,
  id: visitCode,
  participantId: 'participant',
  visitCode,
  givenAt,
});
const first = doseAt('D0');

const record = (change: Partial<DoseReport> = {}, participant = randomised, rule = infusions, earlier: Dose[] = []) =>
  recordDose('dose', participant, rule, earlier, { ...report, ...change }, now);

function refusal(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

describe('a dose', () => {
  it('that is the first makes somebody treated and is the anchor', () => {
    const { participant, dose, isFirst, anchorAt } = record();
    expect([isFirst, anchorAt.toString(), participant.status]).toEqual([true, firstAt.toString(), 'treated']);
    expect(participant.treatedAt?.toString()).toBe(firstAt.toString());
    expect(dose).toMatchObject({ id: 'dose', participantId: 'participant', amount: 150, visitCode: 'D0' });
  });

  it('after the first changes nothing of the participant, and the anchor stays', () => {
    const next = record({ visitCode: 'W04', givenAt: secondAt }, treated, infusions, [first]);
    expect([next.isFirst, next.anchorAt.toString()]).toEqual([false, firstAt.toString()]);
    expect(next.participant).toBe(treated);
  });

  it('may leave out one that was due: what was not given is not recorded', () => {
    const earlier = [first];
    expect(record({ visitCode: 'W08', givenAt: secondAt }, treated, infusions, earlier).isFirst).toBe(false);
  });

  it('that is taken from day to day needs no visit, and may name one of the trial', () => {
    const { dose } = record({ visitCode: null }, randomised, tablets);
    expect(dose.visitCode).toBeNull();
    const another = { visitCode: 'W04', givenAt: secondAt };
    expect(record(another, treated, tablets, [{ ...first, visitCode: 'W04' }]).isFirst).toBe(false);
  });

  it('goes by the weight of the day where the trial says so', () => {
    const { dose } = record({ amount: 580, bodyWeight: 72.5 }, randomised, weighed);
    expect(dose).toMatchObject({ amount: 580, bodyWeight: 72.5 });
    expect(refusal(() => record({ amount: 579.9, bodyWeight: 72.5 }, randomised, weighed))).toBe('less-than-planned');
    expect(refusal(() => record({ amount: 580.1, bodyWeight: 72.5 }, randomised, weighed))).toBe(
      'given-more-than-planned',
    );
  });

  it('outside what is planned is kept with its deviation', () => {
    expect(record({ amount: 40, deviation: 'line blocked' }).dose.amount).toBe(40);
    expect(record({ amount: 250, deviation: 'pump set wrongly' }).dose.amount).toBe(250);
  });

  it.each<[string, () => unknown]>([
    ['participant-not-randomised', () => record({}, eligible)],
    ['not-in-follow-up', () => record({}, { ...treated, status: 'withdrawn' }, infusions, [first])],
    ['not-in-follow-up', () => record({}, { ...randomised, status: 'died' })],
    ['dose-visit-missing', () => record({ visitCode: null })],
    ['dose-not-due-at-visit', () => record({ visitCode: 'SCR' })],
    ['dose-not-due-at-visit', () => record({ visitCode: 'W99' }, randomised, tablets)],
    ['dose-recorded-already', () => record({ givenAt: secondAt }, treated, infusions, [first])],
    ['dose-recorded-already', () => record({ visitCode: null }, treated, tablets, [first])],
    ['dose-recorded-already', () => record({ visitCode: 'W04' }, treated, infusions, [first])],
    ['first-dose-missing', () => record({ visitCode: 'W04' })],
    ['nothing-given', () => record({ amount: 0, deviation: 'vomited' })],
    ['body-weight-missing', () => record({ amount: 580 }, randomised, weighed)],
    ['body-weight-not-needed', () => record({ bodyWeight: 70 })],
    ['less-than-planned', () => record({ amount: 99 })],
    ['less-than-planned', () => record({ amount: 99, deviation: '  ' })],
    ['given-more-than-planned', () => record({ amount: 201 })],
    ['dose-before-randomisation', () => record({ givenAt: randomisedAt.subtract({ seconds: 1 }) })],
    ['dose-in-future', () => record({ givenAt: now.add({ seconds: 1 }) })],
    [
      'dose-before-first',
      () => record({ visitCode: 'W04', givenAt: firstAt.subtract({ minutes: 1 }) }, treated, infusions, [first]),
    ],
  ])('is refused: %s', (code, attempt) => {
    expect(refusal(attempt)).toBe(code);
  });

  it('of any weight is taken when it is the planned amount for each kilogram, however it was multiplied', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 700, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (bodyWeight, perKilogram) => {
          const rule = { ...weighed, minimum: perKilogram, maximum: perKilogram };
          const amount = Number((bodyWeight * perKilogram).toPrecision(8));
          expect(record({ amount, bodyWeight }, randomised, rule).dose.amount).toBe(amount);
        },
      ),
    );
  });

  it('is recorded once for each visit whatever is sent in which order, and the first is always the anchor', () => {
    const sent = fc.array(fc.record({ visit: fc.nat(2), minutes: fc.nat(10_000) }), { maxLength: 12 });
    fc.assert(
      fc.property(sent, (attempts) => {
        let participant = randomised;
        const kept: Dose[] = [];
        for (const { visit, minutes } of attempts) {
          const given = { visitCode: infusions.at?.[visit] ?? '', givenAt: firstAt.add({ minutes }) };
          try {
            const dosed = record(given, participant, infusions, kept);
            expect(dosed.isFirst).toBe(kept.length === 0);
            participant = dosed.participant;
            kept.push(dosed.dose);
          } catch (error) {
            expect(error).toBeInstanceOf(Rejection);
          }
        }
        expect(new Set(kept.map(({ visitCode }) => visitCode)).size).toBe(kept.length);
        expect(
          kept.every(({ givenAt }) => givenAt.epochMilliseconds >= (kept[0]?.givenAt.epochMilliseconds ?? 0)),
        ).toBe(true);
        expect(participant.treatedAt?.toString()).toBe(kept[0]?.givenAt.toString());
      }),
    );
  });
});
