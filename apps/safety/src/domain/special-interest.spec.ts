import { instant } from '@trial/kernel';
import {
  alwaysGoesToSponsor,
  groupsOfTerm,
  groupToMark,
  interestToWithdraw,
  marksToMove,
  type InterestGroup,
} from './special-interest.js';

const infection: InterestGroup = { code: 'infection', terms: ['sepsis', 'wound-infection'], toSponsor: 'always' };
const embolism: InterestGroup = { code: 'embolism', terms: ['sepsis'], toSponsor: 'when-serious' };
const digitLoss: InterestGroup = { code: 'digit-loss', terms: [], toSponsor: 'always' };
const groups = [infection, embolism, digitLoss];

const now = instant('2025-03-10T08:00:00Z');
const told = { group: 'digit-loss', awareAt: instant('2025-03-10T08:00:00Z') };
const confirmed = { status: 'confirmed', awareAt: told.awareAt } as const;

describe('the groups of special interest of an event', () => {
  it('are all that list its term', () => {
    expect(groupsOfTerm('sepsis', groups)).toEqual([infection, embolism]);
    expect(groupsOfTerm('wound-infection', groups)).toEqual([infection]);
    expect(groupsOfTerm('fall', groups)).toEqual([]);
  });

  it('always go to the sponsor when one of them does', () => {
    expect(alwaysGoesToSponsor([infection, embolism])).toBe(true);
    expect(alwaysGoesToSponsor([embolism])).toBe(false);
    expect(alwaysGoesToSponsor([])).toBe(false);
  });
});

describe('an investigator marks an event', () => {
  it('with a group of the trial, though it lists no term', () => {
    expect(groupToMark(confirmed, [{ group: 'infection' }], groups, told, now)).toBe(digitLoss);
  });

  it.each([
    [
      'one that is no confirmed event',
      { status: 'candidate', awareAt: null } as const,
      [],
      told,
      'adverse-event-not-confirmed',
    ],
    ['with a group the trial does not have', confirmed, [], { ...told, group: 'falls' }, 'interest-group-unknown'],
    ['with a group it belongs to', confirmed, [{ group: 'digit-loss' }], told, 'already-of-interest'],
    [
      'before the event was known',
      confirmed,
      [],
      { ...told, awareAt: now.subtract({ milliseconds: 1 }) },
      'interest-before-awareness',
    ],
    ['before they know', confirmed, [], { ...told, awareAt: now.add({ milliseconds: 1 }) }, 'awareness-in-future'],
  ] as const)('but not %s', (_, event, known, mark, code) => {
    expect(() => groupToMark(event, known, groups, mark, now)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an investigator takes an event out of a group', () => {
  const known = [
    { group: 'infection', basis: 'term' },
    { group: 'digit-loss', basis: 'investigator' },
  ] as const;
  it('that an investigator put it in', () => {
    expect(interestToWithdraw(known, 'digit-loss')).toBe(known[1]);
  });

  it.each([['infection'], ['embolism']])('but not of %s: of its term, or none', (group) => {
    expect(() => interestToWithdraw(known, group)).toThrow(expect.objectContaining({ code: 'interest-not-marked' }));
  });
});

describe('a moment of awareness that was recorded wrongly', () => {
  const [eight, nine, ten] = ['08', '09', '10'].map((hour) => instant(`2025-03-10T${hour}:00:00Z`)) as [
    typeof now,
    typeof now,
    typeof now,
  ];
  const ofTerm = { basis: 'term', awareAt: null } as const;
  const mark = (awareAt: typeof now) => ({ basis: 'investigator', awareAt }) as const;

  it('moves the marks that go by it, and no others', () => {
    const [wrong, right] = [mark(nine), mark(ten)];
    expect(marksToMove([ofTerm, wrong, right], eight, { previous: nine, corrected: eight })).toEqual([wrong]);
  });

  it.each([
    ['a mark that moves with it', [mark(nine)], nine, { previous: nine, corrected: eight }],
    ['a mark that stays', [ofTerm, mark(nine)], ten, { previous: eight, corrected: ten }],
  ] as const)('is not moved so that the event would be known after %s', (_, interests, known, correction) => {
    expect(() => marksToMove(interests, known, correction)).toThrow(
      expect.objectContaining({ code: 'interest-before-awareness' }),
    );
  });
});
