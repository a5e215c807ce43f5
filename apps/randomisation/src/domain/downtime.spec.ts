import fc from 'fast-check';
import { instantAt } from '@trial/kernel';
import { endOf, findingsOf, stateOf, type Ending, type Envelope } from './downtime.js';
import { generateList } from './generate-list.js';
import { replay as replayed, type Allocation, type ListPlace } from './replay.js';
import type { Specification } from './specification.js';

const at = (minute: number) => instantAt(minute * 60_000);
const sealed: Envelope = {
  envelope: 1,
  stratum: 'few',
  position: 3,
  usedAt: null,
  opened: false,
  trueToList: null,
  readOut: null,
};
const opened = { opened: true, trueToList: true };

/** A pack of one stratum, envelope by envelope. */
const aPack = (...envelopes: Partial<Envelope>[]): readonly Envelope[] =>
  envelopes.map((more, index) => ({ ...sealed, envelope: index + 1, position: 3 + index, ...more }));
const findings = (pack: readonly Envelope[]) => pack.map((each) => findingsOf(each, pack));

describe('what does not fit together in a pack', () => {
  it('is nothing when envelopes were used in order and both statements agree', () => {
    const pack = aPack(
      { ...opened, usedAt: at(1), readOut: true },
      { ...opened, readOut: true },
      { ...opened, usedAt: at(2), readOut: true },
      { readOut: false },
    );
    expect(findings(pack)).toEqual([[], [], [], []]);
    expect(pack.map(stateOf)).toEqual(['used', 'opened', 'used', 'sealed']);
  });

  it.each<[string, readonly Envelope[], unknown]>([
    ['a row that somebody holds and whose code nobody showed', aPack({ usedAt: at(1) }), [['unaccounted']]],
    ['a code that was read out and not shown', aPack({ readOut: true }), [['statements-differ']]],
    ['a code that was shown and not read out', aPack({ ...opened, readOut: false }), [['statements-differ']]],
    ['an envelope opened before an earlier one', aPack({}, opened), [[], ['out-of-order']]],
    [
      'a participant randomised before the one of an earlier envelope',
      aPack({ ...opened, usedAt: at(2) }, { ...opened, usedAt: at(1) }),
      [[], ['times-inverted']],
    ],
    [
      'an envelope that holds something else than the list',
      aPack({ opened: true, trueToList: false }),
      [['differs-from-list']],
    ],
  ])('is %s', (_, pack, expected) => {
    expect(findings(pack)).toEqual(expected);
  });

  it('is looked for within a stratum: envelopes of another one may be untouched', () => {
    expect(findings(aPack({ stratum: 'many' }, opened))).toEqual([[], []]);
  });
});

describe('the end of a row that was set aside', () => {
  const ended = (more: Partial<Envelope>, last = 0) => endOf({ ...sealed, readOut: false, ...more }, () => last);

  it.each<[Partial<Envelope>, number, Ending]>([
    [{ usedAt: at(1), ...opened, readOut: true }, 3, { row: 'used' }],
    [{ usedAt: at(1) }, 3, { row: 'used' }],
    [{ ...opened, readOut: true }, 0, { row: 'retired', retiredFor: 'opened-unused' }],
    [opened, 0, { row: 'retired', retiredFor: 'statements-differ' }],
    [{ readOut: true }, 0, { row: 'retired', retiredFor: 'statements-differ' }],
    [{}, 4, { row: 'retired', retiredFor: 'passed-over' }],
    [{}, 2, { row: 'returned' }],
    [{}, 0, { row: 'returned' }],
  ])('with %j and the last allocation at %i', (more, last, end) => {
    expect(ended(more, last)).toEqual(end);
  });

  it('is never that a row somebody may have seen is free again', () => {
    const known = fc.record({
      usedAt: fc.constantFrom(null, at(1)),
      opened: fc.boolean(),
      readOut: fc.boolean(),
    });
    fc.assert(
      fc.property(known, fc.nat(10), (more, last) => {
        if (more.usedAt ?? (more.opened || more.readOut)) expect(ended(more, last).row).not.toBe('returned');
      }),
    );
  });
});

const STRATA = ['few', 'many'] as const;
const SITES = ['ONE', 'TWO', 'THREE'] as const;
const specification: Specification = {
  method: 'permuted-blocks',
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: [...STRATA],
  blockSizes: [4, 6],
  length: 24,
};
const list = generateList(specification, '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
const replay = (allocations: readonly Allocation[], setAside: readonly ListPlace[]) =>
  replayed(specification, list, allocations, setAside);

/** A trial with downtime packs, kept as the database keeps it: allocations in their order, and rows in packs. */
class Ledger {
  readonly allocations: Allocation[] = [];
  readonly packs: { readonly site: string; closed: boolean; envelopes: (Envelope & { end?: Ending })[] }[] = [];
  private minutes = 0;

  /** Rows in a pack that did not come back. */
  kept = () => this.packs.flatMap(({ envelopes }) => envelopes.filter(({ end }) => end?.row !== 'returned'));

  /** As `free_positions` of the vault chooses them. */
  free(stratum: string): readonly number[] {
    const kept = new Set(this.kept().flatMap((row) => (row.stratum === stratum ? [row.position] : [])));
    const given = this.allocations.filter((row) => row.stratum === stratum && !kept.has(row.position));
    const last = Math.max(0, ...given.map(({ position }) => position));
    return list.flatMap((row) =>
      row.stratum === stratum && row.position > last && !kept.has(row.position) ? [row.position] : [],
    );
  }

  allocate(stratum: string): void {
    const [position] = this.free(stratum);
    if (position !== undefined) this.give(stratum, position);
  }

  issue(site: string, rows: number): void {
    if (this.openPack(site) || STRATA.some((stratum) => this.free(stratum).length < rows)) return;
    const places = STRATA.flatMap((stratum) =>
      this.free(stratum)
        .slice(0, rows)
        .map((position) => ({ stratum, position })),
    );
    const envelopes = places.map((place, index) => ({ ...sealed, envelope: index + 1, ...place }));
    this.packs.push({ site, closed: false, envelopes });
  }

  open(site: string, envelope: number): void {
    this.change(site, envelope, () => opened);
  }

  use(site: string, envelope: number): void {
    this.change(site, envelope, ({ usedAt, stratum, position }) => {
      if (usedAt) return {};
      this.give(stratum, position);
      return { usedAt: at(this.minutes++) };
    });
  }

  close(site: string, readOut: (each: Envelope) => boolean): void {
    const pack = this.openPack(site);
    if (!pack) return;
    const last = (stratum: string) =>
      Math.max(0, ...this.allocations.flatMap((row) => (row.stratum === stratum ? [row.position] : [])));
    pack.envelopes = pack.envelopes.map((each) => {
      const said = { ...each, readOut: readOut(each) };
      return { ...said, end: endOf(said, last) };
    });
    pack.closed = true;
  }

  private openPack = (site: string) => this.packs.find((pack) => pack.site === site && !pack.closed);

  private change(site: string, number: number, by: (each: Envelope) => Partial<Envelope>): void {
    const pack = this.openPack(site);
    if (pack)
      pack.envelopes = pack.envelopes.map((each) => (each.envelope === number ? { ...each, ...by(each) } : each));
  }

  private give(stratum: string, position: number): void {
    const row = list.find((each) => each.stratum === stratum && each.position === position);
    const participantId = `participant-${this.allocations.length}`;
    this.allocations.push({ participantId, stratum, position, levels: {}, arm: row?.arm ?? '' });
  }
}

const stratum = fc.constantFrom(...STRATA);
const site = fc.constantFrom(...SITES);
const envelope = fc.integer({ min: 1, max: 6 });
const step = fc.oneof(
  { weight: 4, arbitrary: stratum.map((of) => (ledger: Ledger) => ledger.allocate(of)) },
  {
    weight: 2,
    arbitrary: fc.tuple(site, fc.integer({ min: 1, max: 3 })).map(
      ([of, rows]) =>
        (ledger: Ledger) =>
          ledger.issue(of, rows),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(site, envelope).map(
      ([of, number]) =>
        (ledger: Ledger) =>
          ledger.open(of, number),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(site, envelope).map(
      ([of, number]) =>
        (ledger: Ledger) =>
          ledger.use(of, number),
    ),
  },
  {
    weight: 2,
    // Bit by bit: whether the holder of the codes says the same as the pharmacy.
    arbitrary: fc.tuple(site, fc.nat(63)).map(
      ([of, lies]) =>
        (ledger: Ledger) =>
          ledger.close(of, (each) => each.opened !== ((lies >> (each.envelope - 1)) % 2 === 1)),
    ),
  },
);
const history = fc.array(step, { maxLength: 60 }).map((steps) => {
  const ledger = new Ledger();
  for (const take of steps) take(ledger);
  return ledger;
});

describe('whatever happens with packs, of three sites at once', () => {
  it('every row is allocated, free, set aside or retired for a reason: exactly one of them', () => {
    fc.assert(
      fc.property(history, (ledger) => {
        for (const row of list) {
          const here = (each: { readonly stratum: string; readonly position: number }) =>
            each.stratum === row.stratum && each.position === row.position;
          const held = ledger.allocations.filter(here).length;
          const kept = ledger.kept().filter(here);
          const setAside = kept.filter(({ end, usedAt }) => !end && !usedAt).length;
          const retired = kept.filter(({ end }) => end?.row === 'retired').length;
          const free = ledger.free(row.stratum).includes(row.position) ? 1 : 0;
          expect({ ...row, held, setAside, retired, free, sum: held + setAside + retired + free }).toMatchObject({
            sum: 1,
          });
          expect(kept.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('the replay of all allocations finds nothing once it knows which rows were set aside', () => {
    fc.assert(
      fc.property(history, (ledger) => {
        expect(replay(ledger.allocations, ledger.kept())).toEqual({
          matched: ledger.allocations.length,
          findings: [],
        });
      }),
    );
  });

  it('the envelopes that were touched are the first of their stratum, or a finding says that they are not', () => {
    fc.assert(
      fc.property(history, (ledger) => {
        for (const { envelopes } of ledger.packs)
          for (const of of STRATA) {
            const touched = envelopes
              .filter((each) => each.stratum === of)
              .map(({ usedAt, opened: shown, readOut }) => usedAt !== null || shown || readOut === true);
            const prefix = touched.lastIndexOf(true) < touched.filter(Boolean).length;
            const found = envelopes.some(
              (each) => each.stratum === of && findingsOf(each, envelopes).includes('out-of-order'),
            );
            expect(found).toBe(!prefix);
          }
      }),
    );
  });
});

describe('the replay with rows that were set aside', () => {
  const arms = new Map(list.map((row) => [`${row.stratum} ${row.position}`, row.arm]));
  const given = (...positions: number[]): Allocation[] =>
    positions.map((position, index) => ({
      participantId: `participant-${index}`,
      stratum: 'few',
      position,
      levels: {},
      arm: arms.get(`few ${position}`) ?? '',
    }));
  const aside = (...positions: number[]) => positions.map((position) => ({ stratum: 'few', position }));
  const found = (allocations: readonly Allocation[], setAside: { stratum: string; position: number }[]) =>
    replay(allocations, setAside).findings.map(({ code, position }) => `${code}/${position}`);

  it('takes them later than rows behind them, or never', () => {
    expect(found(given(1, 4, 5, 2), aside(2, 3))).toEqual([]);
  });

  it('still notices any other row that is left out, inverted or given twice', () => {
    expect(found(given(1, 5, 2), aside(2, 3))).toEqual(['position-gap/4']);
    expect(found(given(1, 5, 4, 2), aside(2, 3))).toEqual(['position-inverted/4']);
    expect(found(given(1, 2, 4, 2), aside(2, 3))).toEqual(['position-repeated/2']);
  });
});
