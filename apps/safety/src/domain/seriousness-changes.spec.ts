import { instant } from '@trial/kernel';
import { seriousBy, seriousSinceReceipt, wasSerious } from './seriousness-changes.js';

const on = (day: number) => instant(`2025-03-0${day}T08:00:00Z`);
const became = (serious: boolean, day: number) => ({ serious, knownAt: on(day) });
const mild = { seriousness: [] };
const serious = { seriousness: ['hospitalisation'] as const };

describe('whether an event was known to be serious when the sponsor took it in, and since when it is if it was not', () => {
  it.each([
    ['never was', mild, [], 3, false, null],
    ['was from the beginning', serious, [], 3, true, null],
    ['became so later', serious, [became(true, 5)], 3, false, 5],
    ['became so at that moment', serious, [became(true, 5)], 5, true, null],
    ['became so before', serious, [became(true, 5)], 6, true, null],
    ['was so for a while, later', mild, [became(true, 5), became(false, 6)], 3, false, 5],
    ['was so for a while, then', mild, [became(true, 5), became(false, 7)], 6, true, null],
    ['was so for a while, before', mild, [became(true, 5), became(false, 6)], 7, false, null],
    ['became so twice, later', serious, [became(true, 5), became(false, 6), became(true, 7)], 3, false, 5],
    ['became so twice, between', serious, [became(true, 4), became(false, 5), became(true, 7)], 6, false, 7],
    [
      'was so from the beginning, got milder and became so again',
      serious,
      [became(false, 4), became(true, 7)],
      5,
      false,
      7,
    ],
    ['was so from the beginning, and is since it got milder', mild, [became(false, 4)], 3, true, null],
    [
      'is since earlier than was recorded first',
      serious,
      [became(true, 7), became(false, 8), became(true, 5)],
      3,
      false,
      5,
    ],
    [
      'is since earlier than it was said to have been',
      serious,
      [became(true, 5), became(false, 6), became(true, 4)],
      7,
      true,
      null,
    ],
  ] as const)('of one that %s', (_, event, changes, day, was, since) => {
    expect(wasSerious(event, changes, on(day))).toBe(was);
    expect(seriousSinceReceipt(event, changes, on(day))).toEqual(since && on(since));
  });
});

describe('what an event was serious by', () => {
  const ended = (day: number, ...criteria: readonly ('death' | 'disability')[]) => ({
    ...became(false, day),
    criteria,
  });
  const began = (day: number) => ({ ...became(true, day), criteria: [] });
  it.each([
    ['is what it is by, where it still is', serious, [began(5)], 6, ['hospitalisation']],
    ['is what it was by until it was no more', mild, [began(5), ended(7, 'disability')], 6, ['disability']],
    [
      'is that of the time',
      serious,
      [ended(4, 'death'), began(5), ended(6, 'disability'), began(8)],
      5,
      ['disability'],
    ],
    ['is what it is by since it is again', serious, [ended(4, 'death'), began(5)], 6, ['hospitalisation']],
  ] as const)('%s', (_, event, changes, day, criteria) => {
    expect(seriousBy(event, changes, on(day))).toEqual(criteria);
  });
});
