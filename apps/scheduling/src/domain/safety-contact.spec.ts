import { instant, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { treatedAt as treated } from './known-facts.js';
import {
  checkMayBeTried,
  checkTriedAt,
  noContactBecause,
  replanContacts,
  visitsToContactAt,
  withAttempts,
  type ContactReplan,
  type SafetyContact,
} from './safety-contact.js';
import { planVisits } from './visit-plan.js';
import type { VisitRule } from './visit-window.js';

const zone = 'Europe/Amsterdam';
const treatedAt = instant('2026-03-04T09:30:00Z');
const week = (n: number, more: Partial<VisitRule> = {}): VisitRule => ({
  code: `W${n}`,
  offset: { days: 7 * n },
  window: { before: 3, after: 3, unit: 'days' },
  ...more,
});
const rules = [week(0, { phase: 'treatment' }), week(2), week(3, { phase: 'treatment' }), week(4), week(12)];
const planFrom = (at: Instant = treatedAt, more: object = {}) => planVisits(rules, treated(at, more), zone);
/** The window of week 2 is 15 to 21 March. */
const since = instant('2026-03-20T10:00:00Z');
const wantedFrom = (at: Instant = treatedAt, from: Instant = since) => visitsToContactAt(planFrom(at), [], from);
const codes = (of: readonly { readonly visitCode: string }[]): string[] => of.map(({ visitCode }) => visitCode);
const none: ReadonlySet<string> = new Set();

/** What there is once a plan of contacts was carried out. */
const carriedOut = (known: readonly SafetyContact[], { added, changed, dropped }: ContactReplan<SafetyContact>) => [
  ...known.map((contact): SafetyContact => {
    const moved = changed.find(({ from }) => from.id === contact.id);
    if (moved) return moved.to;
    return dropped.some(({ id }) => id === contact.id)
      ? { ...contact, state: 'cancelled', reason: 'declined' }
      : contact;
  }),
  ...added.map(({ visitCode, targetAt, opensAt, closesAt, unit }): SafetyContact => ({
    ...{ visitCode, targetAt, opensAt, closesAt, unit },
    ...{ id: visitCode, state: 'planned', reason: null, round: 1 },
  })),
];
function nothing(): never {
  throw new Error('nothing was planned');
}
const planned = carriedOut([], replanContacts<SafetyContact>([], wantedFrom(), none, since));
const [week2 = nothing()] = planned;
const agreed = { endedAs: 'withdrawn', safetyContactSince: since } as const;

describe('the visits in whose place contact is made', () => {
  it('are those of follow-up whose window had not closed', () => {
    expect(codes(wantedFrom())).toEqual(['W2', 'W4', 'W12']);
    expect(codes(wantedFrom(treatedAt, instant('2026-03-21T22:59:59.999Z')))).toEqual(['W2', 'W4', 'W12']);
    expect(codes(wantedFrom(treatedAt, instant('2026-03-21T23:00:00Z')))).toEqual(['W4', 'W12']);
  });

  it('are none that somebody had settled, and those the end cancelled', () => {
    const visit = (visitCode: string, state: 'done' | 'missed' | 'not-applicable' | 'cancelled') => ({
      ...{ visitCode, state, kind: 'scheduled' as const },
    });
    for (const state of ['done', 'missed', 'not-applicable'] as const)
      expect(codes(visitsToContactAt(planFrom(), [visit('W2', state)], since))).toEqual(['W4', 'W12']);
    expect(codes(visitsToContactAt(planFrom(), [visit('W2', 'cancelled')], since))).toEqual(['W2', 'W4', 'W12']);
    const unscheduled = { ...visit('W2', 'done'), kind: 'unscheduled' as const };
    expect(codes(visitsToContactAt(planFrom(), [unscheduled], since))).toEqual(['W2', 'W4', 'W12']);
  });

  it('are none that are held for contact with the never treated', () => {
    expect(visitsToContactAt(planFrom(treatedAt, { contactOnly: true }), [], since)).toEqual([]);
  });
});

describe('planning contacts', () => {
  const later = wantedFrom(treatedAt.add({ hours: 48 }));

  it('changes nothing when nothing changed', () => {
    expect(replanContacts(planned, wantedFrom(), none, since)).toEqual({ added: [], changed: [], dropped: [] });
  });

  it('moves with the plan what has not opened', () => {
    const { changed } = replanContacts(planned, later, new Set(['W2']), since);
    expect(changed.map(({ to }) => `${to.visitCode} ${to.opensAt.toString()} ${to.round}`)).toEqual([
      'W4 2026-03-30T22:00:00Z 1',
      'W12 2026-05-25T22:00:00Z 1',
    ]);
  });

  it('drops what is not wanted any more, but for what opened while contact was agreed, and for what is settled', () => {
    const some = wantedFrom().filter(({ visitCode }) => visitCode === 'W12');
    expect(codes(replanContacts(planned, some, new Set(['W2']), since).dropped)).toEqual(['W4']);
    expect(codes(replanContacts(planned, [], new Set(['W2']), null).dropped)).toEqual(['W2', 'W4', 'W12']);
    for (const state of ['reached', 'not-reached'] as const)
      expect(replanContacts([{ ...week2, state }], [], none, null).dropped).toEqual([]);
  });

  it('drops what opened and was over before contact was agreed again', () => {
    const again = instant('2026-03-22T10:00:00Z');
    const { dropped, added } = replanContacts(planned, wantedFrom(treatedAt, again), new Set(['W2']), again);
    expect([codes(dropped), added]).toEqual([['W2'], []]);
  });

  it('plans again what was cancelled, as another time of the same contact', () => {
    const cancelled = { ...week2, state: 'cancelled', reason: 'declined' } as const;
    const { changed, added } = replanContacts([cancelled], later, new Set(['W2']), since);
    expect(changed.map(({ to }) => to)).toMatchObject([{ id: 'W2', state: 'planned', reason: null, round: 2 }]);
    expect(changed[0]?.to.opensAt.toString()).toBe('2026-03-16T23:00:00Z');
    expect(codes(added)).toEqual(['W4', 'W12']);
  });

  it('comes to the windows of what is true, whatever was heard before it', () => {
    const words = fc.record({
      at: fc.integer({ min: 0, max: 96 }).map((hours) => treatedAt.add({ hours })),
      from: fc.option(fc.integer({ min: 0, max: 60 }).map((days) => since.add({ hours: 24 * days }))),
    });
    const hear = (known: readonly SafetyContact[], { at, from }: { at: Instant; from: Instant | null }) =>
      carriedOut(known, replanContacts(known, from ? wantedFrom(at, from) : [], none, from));
    const standing = (contacts: readonly SafetyContact[]) =>
      contacts
        .filter(({ state }) => state !== 'cancelled')
        .map(({ visitCode, opensAt, closesAt }) => `${visitCode} ${opensAt.toString()} ${closesAt.toString()}`)
        .sort();
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), words, (before, last) => {
        const known = [...before, last].reduce<readonly SafetyContact[]>(hear, []);
        expect(standing(known)).toEqual(standing(hear([], last)));
        expect(new Set(codes(known)).size).toBe(known.length);
        const { from } = last;
        const wanted = from ? wantedFrom(last.at, from) : [];
        expect(replanContacts(known, wanted, none, from)).toEqual({ added: [], changed: [], dropped: [] });
      }),
    );
  });
});

describe('an attempt to make contact', () => {
  const now = instant('2026-03-20T12:00:00Z');
  const tried = (at: string) => ({ outcome: 'reached' as const, contactedAt: instant(at) });
  const moments = { withdrawnAt: since, diedAt: null, now };
  const longAgo = { ...moments, withdrawnAt: instant('2026-03-10T10:00:00Z') };

  it('is recorded of whoever was not reached yet', () => {
    for (const state of ['planned', 'not-reached', 'cancelled'] as const)
      expect(() => checkMayBeTried({ ...week2, state })).not.toThrow();
    expect(() => checkMayBeTried({ ...week2, state: 'reached' })).toThrow(
      expect.objectContaining({ code: 'safety-contact-settled' }),
    );
  });

  it.each([
    ['safety-contact-in-future', '2026-03-20T12:00:00.001Z', moments],
    ['safety-contact-before-end', '2026-03-20T09:59:59.999Z', moments],
    ['safety-contact-after-death', '2026-03-20T11:00:00.001Z', { ...moments, diedAt: instant('2026-03-20T11:00:00Z') }],
    ['safety-contact-before-window', '2026-03-14T22:59:59.999Z', longAgo],
    ['safety-contact-before-window', '2026-03-14T22:59:59.999Z', { ...moments, withdrawnAt: null }],
  ])('is refused as %s at %s', (code, at, known) => {
    expect(() => checkTriedAt(week2, tried(at), known)).toThrow(expect.objectContaining({ code }));
  });

  it('is accepted from the withdrawal to now, and to death', () => {
    for (const at of ['2026-03-20T10:00:00Z', '2026-03-20T12:00:00Z'])
      expect(() => checkTriedAt(week2, tried(at), { ...moments, diedAt: now })).not.toThrow();
  });

  const reached = { outcome: 'reached' } as const;
  const notReached = { outcome: 'not-reached' } as const;
  const over = instant('2026-03-21T23:00:00Z');
  const how = (...args: Parameters<typeof withAttempts<SafetyContact>>) => {
    const { state, reason, round } = withAttempts(...args);
    return [state, reason, round];
  };

  it('leaves it to be tried again while the window is open, and settles it afterwards', () => {
    expect(how(week2, [notReached], agreed, over.subtract({ milliseconds: 1 }))).toEqual(['planned', null, 1]);
    expect(how(week2, [notReached], agreed, over)).toEqual(['not-reached', null, 1]);
  });

  it('settles it once they were reached, whichever attempt that was', () => {
    for (const state of ['planned', 'not-reached'] as const)
      expect(how({ ...week2, state }, [reached, notReached], agreed, over)).toEqual(['reached', null, 1]);
  });

  it('that was no contact after all is another time of it, unless nobody may try any more', () => {
    const settled = { ...week2, state: 'reached' } as const;
    expect(how(settled, [notReached], agreed, now)).toEqual(['planned', null, 2]);
    expect(how(settled, [notReached], agreed, over)).toEqual(['not-reached', null, 1]);
    expect(how(settled, [notReached], { ...agreed, safetyContactSince: null }, now)).toEqual([
      'cancelled',
      'declined',
      1,
    ]);
    expect(how(settled, [notReached], { ...agreed, endedAs: 'died' }, now)).toEqual(['cancelled', 'died', 1]);
  });

  it('at a contact that was cancelled counts if they had been reached', () => {
    const cancelled = { ...week2, state: 'cancelled', reason: 'declined' } as const;
    expect(how(cancelled, [notReached], agreed, over)).toEqual(['cancelled', 'declined', 1]);
    expect(how(cancelled, [reached], agreed, over)).toEqual(['reached', null, 1]);
  });
});

describe('why contact is not made', () => {
  it.each([
    ['died', { endedAs: 'died', safetyContactSince: since }],
    ['declined', { endedAs: 'withdrawn', safetyContactSince: null }],
    ['no-longer-planned', agreed],
  ] as const)('%s', (because, agreement) => {
    expect(noContactBecause(agreement)).toBe(because);
  });
});
