import fc from 'fast-check';
import { instant } from '@trial/kernel';
import { alertChanges, standingEvent, type KnownAlert, type SetOff } from './response-alert-changes.js';

const now = instant('2025-03-03T08:00:00Z');
const alert = (code: string, responseVersion: number, more: Partial<KnownAlert> = {}): KnownAlert => ({
  ...{ id: `${code}-${responseVersion}`, code, responseId: 'response-1', responseVersion },
  ...{ withdrawnAt: null, proposedEventId: `event-of-${code}`, ...more },
});

describe('what a version of a response changes', () => {
  it('is an alert nobody has heard of, one that still stands, and one that was taken back', () => {
    const known = [alert('a', 1), alert('b', 1), alert('c', 1, { withdrawnAt: now })];
    expect(alertChanges(known, { responseVersion: 2, alerts: ['a', 'c', 'd'] })).toEqual({
      raised: ['c', 'd'],
      withdrawn: [known[1]],
      isLate: false,
    });
  });

  it('is nothing when the version was heard before', () => {
    const known = [alert('a', 2)];
    expect(alertChanges(known, { responseVersion: 2, alerts: ['a'] })).toMatchObject({ raised: [], withdrawn: [] });
  });

  it('comes to the same in whichever order versions are heard: all have proposed, the newest stands', () => {
    const versions = fc
      .array(fc.subarray(['a', 'b', 'c']), { minLength: 1, maxLength: 5 })
      .map((said) => said.map((alerts, index): SetOff => ({ responseVersion: index + 1, alerts })));
    const inSomeOrder = versions.chain((said) =>
      fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })),
    );
    fc.assert(
      fc.property(inSomeOrder, ([said, order]) => {
        // A version that takes everything back says so only after one that set something off, and waits for it.
        const waits = order.findIndex(({ alerts }) => alerts.length > 0);
        const heard = waits < 0 ? [] : [...order.slice(waits), ...order.slice(0, waits)];
        const after = heard.reduce<readonly KnownAlert[]>(hear, []);
        const proposed = [...new Set(after.map(({ code }) => code))].sort();
        const standing = after.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ code }) => code);
        expect(proposed).toEqual([...new Set(said.flatMap(({ alerts }) => alerts))].sort());
        expect(standing.sort()).toEqual([...(said.at(-1)?.alerts ?? [])].sort());
      }),
    );
  });

  /** What hearing does to the rows. */
  function hear(known: readonly KnownAlert[], version: SetOff): readonly KnownAlert[] {
    const { raised, withdrawn, isLate } = alertChanges(known, version);
    const { responseVersion } = version;
    return [
      ...known.map((each) => ({
        ...each,
        ...(isLate ? {} : { responseVersion }),
        ...(withdrawn.includes(each) ? { withdrawnAt: now } : {}),
      })),
      ...raised.map((code) => alert(code, responseVersion, { withdrawnAt: isLate ? now : null })),
    ];
  }
});

describe('an alert that is set off again', () => {
  const known = [alert('a', 2, { withdrawnAt: now }), alert('b', 2, { withdrawnAt: now })];
  it.each(['candidate', 'confirmed'] as const)('goes on with what it proposed, which is %s', (status) => {
    const events = [
      { id: 'event-of-b', status },
      { id: 'event-of-a', status },
    ];
    expect(standingEvent('a', known, events)).toBe('event-of-a');
  });

  it('proposes anew when that was refuted', () => {
    expect(standingEvent('a', known, [{ id: 'event-of-a', status: 'refuted' }])).toBeUndefined();
  });
});
