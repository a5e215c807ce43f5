import { instant, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { anchorOf, recordAdministration, type AdministrationReport } from './administration.js';
import { randomise, screen, type Participant } from './participant.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const now = instant('2026-03-03T12:00:00Z');
const randomisedAt = instant('2026-03-03T08:00:00Z');
const minute = (n: number): Instant => instant('2026-03-03T09:30:00Z').add({ minutes: n });
const screening = { trialId: 'trial', siteId: 'UMCU', code: 'UMCU-001', yearOfBirth: 1970, sex: 'female' } as const;
const eligible: Participant = {
  ...screen('participant', screening, randomisedAt),
  status: 'eligible',
  consentedAt: randomisedAt,
};
const randomised = randomise(eligible, randomisedAt);

const sites = ['F1', 'F2', 'F3', 'F4', 'H1', 'H2', 'H3', 'H4'];
const map = sites.map((code) => ({ code, plannedVolume: 1 }));
const given = (site: string, i: number) => ({ site, givenVolume: 1, injectedAt: minute(i), deviation: null });
const skipped = (site: string) => ({ site, givenVolume: 0, injectedAt: null, deviation: 'pain, stopped' });
const report: AdministrationReport = {
  limb: 'right',
  startedAt: minute(0),
  endedAt: minute(20),
  operator: 'hand surgeon',
  injections: sites.map(given),
};

const record = (change: Partial<AdministrationReport> = {}, participant = randomised) =>
  recordAdministration('administration', participant, map, { ...report, ...change }, now);
const withSite = (site: string, change: object): Partial<AdministrationReport> => ({
  injections: report.injections.map((injection) => (injection.site === site ? { ...injection, ...change } : injection)),
});

describe('an administration', () => {
  it('is a session with one row per site, anchored at the first injection', () => {
    const { participant, administration, injections, anchorAt } = record();
    expect(administration).toMatchObject({ participantId: 'participant', limb: 'right', completeness: 'complete' });
    expect(injections.map((injection) => injection.site)).toEqual(sites);
    expect(anchorAt.toString()).toBe('2026-03-03T09:30:00Z');
    expect(asText(participant)).toMatchObject({ status: 'treated', treatedAt: '2026-03-03T09:30:00Z' });
  });

  it('has the planned volume beside the given one in every row', () => {
    const { injections } = record(withSite('H2', { givenVolume: 0.4, deviation: 'resistance' }));
    expect(asText(injections[5])).toEqual({
      site: 'H2',
      plannedVolume: 1,
      givenVolume: 0.4,
      injectedAt: '2026-03-03T09:35:00Z',
      deviation: 'resistance',
    });
  });

  it('is partial when a site was skipped or got less, and counts as treated all the same', () => {
    const injections = [...sites.slice(0, 3).map(given), ...sites.slice(3).map(skipped)];
    expect(record({ injections })).toMatchObject({
      administration: { completeness: 'partial' },
      participant: { status: 'treated' },
    });
    expect(record(withSite('F1', { givenVolume: 0.9, deviation: 'leak' })).administration.completeness).toBe('partial');
    expect(record(withSite('F1', { givenVolume: 1.1, deviation: 'refilled' })).administration.completeness).toBe(
      'complete',
    );
  });

  it('is anchored at the earliest injection whatever the order of sites', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(sites, { minLength: sites.length }), (order) => {
        const { anchorAt, injections } = record({ injections: order.map((site, i) => given(site, i + 2)) });
        expect(anchorAt.toString()).toBe('2026-03-03T09:32:00Z');
        expect(injections.map((injection) => injection.site)).toEqual(sites);
      }),
    );
  });

  it('is anchored at the first injection given when the first site was skipped', () => {
    expect(
      record({
        injections: [skipped('F1'), ...sites.slice(1).map((site, i) => given(site, i + 1))],
      }).anchorAt.toString(),
    ).toBe('2026-03-03T09:31:00Z');
  });

  it.each<[string, Partial<AdministrationReport>]>([
    ['injection-site-unknown', { injections: [...report.injections, given('K9', 9)] }],
    ['injection-site-twice', { injections: [...report.injections, given('F1', 9)] }],
    ['injection-site-unaccounted', { injections: report.injections.slice(1) }],
    ['volume-impossible', withSite('F1', { givenVolume: -1 })],
    ['volume-impossible', withSite('F1', { givenVolume: Number.NaN })],
    ['injection-time-missing', withSite('F1', { injectedAt: null })],
    ['injection-time-without-volume', withSite('F1', { givenVolume: 0, deviation: 'none given' })],
    ['deviation-unexplained', withSite('F1', { givenVolume: 0.5 })],
    ['deviation-unexplained', withSite('F1', { givenVolume: 0, injectedAt: null, deviation: ' ' })],
    ['nothing-given', { injections: sites.map(skipped) }],
    ['injection-outside-administration', withSite('H4', { injectedAt: minute(21) })],
    ['injection-outside-administration', withSite('H4', { injectedAt: minute(-1) })],
    ['administration-ends-before-start', { startedAt: minute(21) }],
    ['administration-before-randomisation', { startedAt: randomisedAt.subtract({ milliseconds: 1 }) }],
    ['administration-in-the-future', { endedAt: now.add({ milliseconds: 1 }) }],
    ['treated-before-randomisation', withSite('F1', { injectedAt: randomisedAt.subtract({ hours: 1 }) })],
  ])('is refused: %s', (expected, change) => {
    expect(() => record(change)).toThrow(expect.objectContaining({ code: expected }));
  });

  it('is given once, to somebody randomised and still in the trial', () => {
    expect(() => record({}, eligible)).toThrow(expect.objectContaining({ code: 'participant-not-randomised' }));
    expect(() => record({}, record().participant)).toThrow(expect.objectContaining({ code: 'already-treated' }));
    expect(() => record({}, { ...randomised, status: 'withdrawn' })).toThrow(
      expect.objectContaining({ code: 'not-in-follow-up' }),
    );
  });

  it('has no anchor when nothing was given', () => {
    expect(() => anchorOf([])).toThrow(expect.objectContaining({ code: 'nothing-given' }));
  });
});
