import { instant } from '@trial/kernel';
import { earliestTreatmentOn } from './sentinel.js';

const trial = { stopping: { sentinel: { participants: 3, daysApart: 14 } }, reporting: { zone: 'Europe/Amsterdam' } };
const earliest = (before: readonly string[], rules: Parameters<typeof earliestTreatmentOn>[0] = trial) =>
  earliestTreatmentOn(rules, before.map(instant))?.toString() ?? null;

describe('the distance between the first participants', () => {
  it('counts civil days from the last of those before, in whatever order they are known', () => {
    expect(earliest(['2025-03-03T09:00Z'])).toBe('2025-03-17');
    expect(earliest(['2025-03-20T09:00Z', '2025-03-03T09:00Z'])).toBe('2025-04-03');
  });

  it('asks nothing of the first, of whoever comes after as many as it keeps apart, and in a trial without', () => {
    expect(earliest([])).toBeNull();
    expect(earliest(['2025-03-03T09:00Z', '2025-03-17T09:00Z', '2025-03-31T09:00Z'])).toBeNull();
    expect(earliest(['2025-03-03T09:00Z'], { ...trial, stopping: {} })).toBeNull();
  });

  it('waits for whoever perhaps was treated too, who takes no place among the first', () => {
    const perhaps = (before: readonly string[], more: readonly string[]) =>
      earliestTreatmentOn(trial, before.map(instant), more.map(instant))?.toString() ?? null;
    expect(perhaps([], ['2025-03-04T09:00Z'])).toBe('2025-03-18');
    expect(perhaps(['2025-03-03T09:00Z'], ['2025-03-17T09:00Z', '2025-03-10T09:00Z'])).toBe('2025-03-31');
    const [one, two, three] = ['2025-03-03T09:00Z', '2025-03-17T09:00Z', '2025-03-31T09:00Z'];
    expect(perhaps([one, two], [three])).toBe('2025-04-14');
    expect(perhaps([one, two, three], ['2025-04-14T09:00Z'])).toBeNull();
  });

  it('takes the day of the sponsor, on both sides of midnight and of summer time', () => {
    expect(earliest(['2025-03-20T22:59Z'])).toBe('2025-04-03');
    expect(earliest(['2025-03-20T23:00Z'])).toBe('2025-04-04');
    expect(earliest(['2025-03-20T23:00Z'], { ...trial, reporting: { zone: 'UTC' } })).toBe('2025-04-03');
  });
});
