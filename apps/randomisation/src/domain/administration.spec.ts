import { instant, plainDate, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { planAnew, recordAdministration, type AdministrationReport } from './administration.js';
import { randomise, screen, type Participant } from './participant.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const now = instant('2026-03-03T12:00:00Z');
const randomisedAt = instant('2026-03-03T08:00:00Z');
const minute = (n: number): Instant => instant('2026-03-03T09:30:00Z').add({ minutes: n });
const screening = {
  trialId: 'trial',
  siteId: 'UMCU',
  code: 'UMCU-001',
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

const points = ['F1', 'F2', 'F3', 'F4', 'H1', 'H2', 'H3', 'H4'];
const map = points.map((code) => ({ code, plannedVolume: 1 }));
const given = (injectionSite: string, i: number) => ({
  injectionSite,
  givenMicrolitres: 1000,
  givenAt: minute(i),
  deviation: null,
});
const report: AdministrationReport = { limb: 'right', operator: 'hand surgeon', injections: points.map(given) };

const record = (change: Partial<AdministrationReport> = {}, participant = randomised) =>
  recordAdministration('administration', participant, map, { ...report, ...change }, now);
const withPoint = (point: string, change: object): Partial<AdministrationReport> => ({
  injections: report.injections.map((i) => (i.injectionSite === point ? { ...i, ...change } : i)),
});

describe('an administration', () => {
  it('is a session from first to last injection, anchored at the first', () => {
    const { participant, administration, injections, anchorAt } = record();
    expect(asText(administration)).toEqual({
      id: 'administration',
      participantId: 'participant',
      limb: 'right',
      operator: 'hand surgeon',
      startedAt: '2026-03-03T09:30:00Z',
      endedAt: '2026-03-03T09:37:00Z',
      completeness: 'complete',
    });
    expect(injections.map((injection) => injection.injectionSite)).toEqual(points);
    expect(anchorAt.toString()).toBe('2026-03-03T09:30:00Z');
    expect(asText(participant)).toMatchObject({ status: 'treated', treatedAt: '2026-03-03T09:30:00Z' });
  });

  it('has the planned volume beside the given one in every row', () => {
    const { injections } = record(withPoint('H2', { givenMicrolitres: 400, deviation: 'resistance' }));
    expect(asText(injections[5])).toEqual({
      administrationId: 'administration',
      injectionSite: 'H2',
      plannedMicrolitres: 1000,
      givenMicrolitres: 400,
      givenAt: '2026-03-03T09:35:00Z',
      deviation: 'resistance',
    });
  });

  it('has a row for a point that got nothing, named or not', () => {
    const stopped = { ...given('F2', 1), givenMicrolitres: 0, deviation: 'pain, stopped' };
    const { injections, administration, participant } = record({ injections: [given('F1', 0), stopped] });
    expect(injections).toHaveLength(8);
    expect(asText(injections.slice(1, 3))).toMatchObject([
      { injectionSite: 'F2', givenMicrolitres: 0, givenAt: null, deviation: 'pain, stopped' },
      { injectionSite: 'F3', givenMicrolitres: 0, givenAt: null, deviation: null },
    ]);
    expect(administration.completeness).toBe('partial');
    expect(participant.status).toBe('treated');
  });

  it('is partial when one point got less than planned, and not when one got more', () => {
    expect(record(withPoint('F1', { givenMicrolitres: 999 })).administration.completeness).toBe('partial');
    const more = withPoint('F1', { givenMicrolitres: 1100, deviation: 'syringe was overfilled' });
    expect(record(more).administration.completeness).toBe('complete');
  });

  it('is anchored at the earliest injection whatever the order of points', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(points, { minLength: 1 }), (order) => {
        const { anchorAt, injections } = record({ injections: order.map((point, i) => given(point, i + 2)) });
        expect(anchorAt.toString()).toBe('2026-03-03T09:32:00Z');
        expect(injections.map((injection) => injection.injectionSite)).toEqual(points);
      }),
    );
  });

  it('is not anchored at a point where nothing was given', () => {
    expect(record(withPoint('F1', { givenMicrolitres: 0 })).anchorAt.toString()).toBe('2026-03-03T09:31:00Z');
  });

  it('planned anew keeps what was given, at a point the other map has not as well, and nothing at one it adds', () => {
    const [first, ...others] = record(withPoint('F2', { givenMicrolitres: 400 })).injections.slice(0, 2);
    if (!first) throw new Error('nothing was given');
    const session = [first, ...others] as const;
    const { injections, completeness } = planAnew(session, [
      { code: 'F2', plannedVolume: 0.4 },
      { code: 'K9', plannedVolume: 2 },
    ]);
    expect(asText(injections)).toEqual([
      asText({ ...first, plannedMicrolitres: 0 }),
      asText({ ...others[0], plannedMicrolitres: 400 }),
      {
        ...{ administrationId: 'administration', injectionSite: 'K9', plannedMicrolitres: 2000 },
        ...{ givenMicrolitres: 0, givenAt: null, deviation: null },
      },
    ]);
    expect(completeness).toBe('partial');
    expect(planAnew(session, [{ code: 'F2', plannedVolume: 0.4 }]).completeness).toBe('complete');
  });

  it.each<[string, Partial<AdministrationReport>]>([
    ['injection-site-unknown', { injections: [...report.injections, given('K9', 9)] }],
    ['injection-site-twice', { injections: [...report.injections, given('F1', 9)] }],
    ['volume-impossible', withPoint('F1', { givenMicrolitres: -1 })],
    ['volume-impossible', withPoint('F1', { givenMicrolitres: 0.5 })],
    ['given-more-than-planned', withPoint('F1', { givenMicrolitres: 1001 })],
    ['given-more-than-planned', withPoint('F1', { givenMicrolitres: 10_000, deviation: ' ' })],
    ['injection-before-randomisation', withPoint('H4', { givenAt: randomisedAt.subtract({ milliseconds: 1 }) })],
    ['injection-in-future', withPoint('H4', { givenAt: now.add({ milliseconds: 1 }) })],
    ['nothing-given', { injections: [] }],
    ['nothing-given', { injections: points.map((point, i) => ({ ...given(point, i), givenMicrolitres: 0 })) }],
  ])('is refused: %s', (code, change) => {
    expect(() => record(change)).toThrow(expect.objectContaining({ code }));
  });

  it('is given once, to somebody randomised and still in the trial', () => {
    const refused = (participant: Participant, code: string) =>
      expect(() => record({}, participant)).toThrow(expect.objectContaining({ code }));
    refused(eligible, 'participant-not-randomised');
    refused(record().participant, 'already-treated');
    refused({ ...randomised, status: 'withdrawn' }, 'not-in-follow-up');
  });
});
