import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { rootOf, type CommittedRow } from '../../apps/randomisation/src/vault/commitment/list-commitment.js';
import { bundleOf, openingOf, type ListBundle } from '../../apps/randomisation/src/vault/commitment/open-list.js';
import { verdicts, VERIFIERS } from './verdicts.js';

const NAME = { trial: 'TRIAL', list: '0195a1f2-0000-7000-8000-000000000001' };
const salt = (of: string) => createHash('sha256').update(of).digest('hex');

/** A list of two strata; arms alternate, so that most swaps change something. */
const aList = (first: number, second: number): CommittedRow[] =>
  [
    ['low', first],
    ['high', second],
  ].flatMap(([stratum, rows]) =>
    Array.from({ length: Number(rows) }, (_, index) => ({
      stratum: String(stratum),
      position: index + 1,
      arm: index % 2 === 0 ? 'one' : 'other',
      salt: salt(`${stratum} ${index}`),
    })),
  );

describe.each(VERIFIERS)('the verifier %s', (_, program, tool) => {
  it('accepts the true bundle of every size for its root, and every row of it alone', () => {
    for (const size of [1, 2, 3, 7, 8, 13, 40]) {
      const rows = aList(Math.ceil(size / 2), Math.floor(size / 2));
      const openings = rows.map((row, index) => openingOf(NAME, rows, index));
      expect(verdicts(program, tool, rootOf(NAME, rows), [bundleOf(NAME, rows), ...openings])).toEqual([
        `accepted, ${size} rows`,
        ...rows.map((row, index) => `accepted, row ${index + 1} of ${size}`),
      ]);
    }
  });

  it('refuses a forged list that is consistent in itself, and another root', () => {
    const rows = aList(6, 4);
    const forged = rows.map((row) => ({ ...row, arm: row.arm === 'one' ? 'other' : 'one' }));
    expect(verdicts(program, tool, rootOf(NAME, rows), [bundleOf(NAME, forged)])).toEqual([
      'refused, row 1 does not lead to the root',
    ]);
    expect(verdicts(program, tool, 'f'.repeat(64), [bundleOf(NAME, rows)])).toEqual([
      'refused, row 1 does not lead to the root',
    ]);
  });

  it('names the first wrong row', () => {
    const rows = aList(6, 4);
    const root = rootOf(NAME, rows);
    const bundle = bundleOf(NAME, rows);
    const changed = (index: number, more: object) => ({
      ...bundle,
      rows: bundle.rows.map((row, at) => (at === index ? { ...row, ...more } : row)),
    });
    const { rows: whole } = bundle;
    const swapped = whole.map((row, at) => (at === 2 ? whole[3] : at === 3 ? whole[2] : row));
    const documents = [
      changed(4, { arm: 'third' }),
      changed(7, { salt: 'A'.repeat(64) }),
      changed(8, { path: [] }),
      changed(2, { position: 2.5 }),
      changed(3, { position: '4' }),
      changed(5, { block: 2 }),
      { ...bundle, rows: swapped },
      { ...bundle, rows: bundle.rows.filter((__, index) => index !== 6) },
      { ...bundle, rows: [] },
      { ...bundle, format: 'trial-list-bundle/2' },
      '{ "half": ',
      '\uFEFF{}',
      'null',
    ];
    expect(verdicts(program, tool, root, documents)).toEqual([
      'refused, row 5 does not lead to the root',
      'refused, row 8 is not readable',
      'refused, row 9 does not lead to the root',
      'refused, row 3 is not readable',
      'refused, row 4 is not readable',
      'refused, row 6 is not readable',
      'refused, row 3 is out of sequence',
      'refused, row 1 does not lead to the root',
      ...Array.from({ length: 5 }, () => 'refused, this is no bundle and no opened row'),
    ]);
  });

  it('takes the certificate of a code break for the row it opens, and as nothing when it says more or less', () => {
    const rows = aList(6, 4);
    const certificate = {
      format: 'trial-code-break/1',
      codeBreakId: '0195a1f2-0000-7000-8000-000000000002',
      participantId: '0195a1f2-0000-7000-8000-000000000003',
      brokenBy: 'somebody',
      brokenAt: '2025-03-03T08:00:00.000Z',
      cause: 'medical-emergency',
      opening: openingOf(NAME, rows, 7),
    };
    const { cause, ...without } = certificate;
    const [format, path] = [certificate.opening.format, certificate.opening.row.path];
    const opening = { ...certificate.opening, row: { ...certificate.opening.row, path: path.slice(1) } };
    const documents = [
      certificate,
      { ...certificate, opening },
      without,
      { ...certificate, arm: cause },
      { ...certificate, format },
      { ...certificate, opening: [] },
      { ...certificate, opening: certificate },
    ];
    expect(verdicts(program, tool, rootOf(NAME, rows), documents)).toEqual([
      'accepted, row 8 of 10',
      'refused, row 8 does not lead to the root',
      ...Array.from({ length: 5 }, () => 'refused, this is no bundle and no opened row'),
    ]);
  });

  it('says how it is called, and ends with 2', () => {
    const { status, stderr } = spawnSync(program, [tool, 'bundle.json'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('FILE… --root HEX')]);
  });
});

describe('a thousand mutations of a bundle', () => {
  const rows = aList(7, 5);
  const true_ = bundleOf(NAME, rows);

  it('are all refused by both verifiers, in the same words', () => {
    const mutations = fc.sample(mutated(true_), { numRuns: 1_000, seed: 20250303 });
    const [one, other] = VERIFIERS.map(([, program, tool]) => verdicts(program, tool, rootOf(NAME, rows), mutations));
    expect(one?.filter((verdict) => verdict.startsWith('accepted'))).toEqual([]);
    expect(one).toHaveLength(1_000);
    expect(other).toEqual(one);
  });
});

/** One change that makes the bundle another one. */
function mutated(bundle: ListBundle): fc.Arbitrary<unknown> {
  const { rows } = bundle;
  const index = fc.integer({ min: 0, max: rows.length - 1 });
  const pair = fc.tuple(index, index).filter(([one, other]) => one !== other);
  const with_ = (at: number, more: object) => ({
    ...bundle,
    rows: rows.map((row, place) => (place === at ? { ...row, ...more } : row)),
  });
  const flipped = (hash: string, at: number) => hash.slice(0, at) + (hash[at] === '0' ? '1' : '0') + hash.slice(at + 1);
  const digit = fc.integer({ min: 0, max: 63 });
  return fc.oneof(
    // Swapped, moved, dropped, doubled, put in.
    pair.map(([one, other]) => ({
      ...bundle,
      rows: rows.map((row, at) => (at === one ? rows[other] : at === other ? rows[one] : row)),
    })),
    index.map((at) => ({ ...bundle, rows: rows.filter((_, place) => place !== at) })),
    pair.map(([at, other]) => ({ ...bundle, rows: [...rows.slice(0, at), rows[other], ...rows.slice(at)] })),
    // Another arm, stratum, position, salt or path.
    index.map((at) => with_(at, { arm: rows[at]?.arm === 'one' ? 'other' : 'one' })),
    fc.tuple(index, fc.string()).map(([at, more]) => with_(at, { arm: `${rows[at]?.arm ?? ''}${more} ` })),
    index.map((at) => with_(at, { stratum: rows[at]?.stratum === 'low' ? 'high' : 'low' })),
    fc.tuple(index, fc.integer()).map(([at, by]) => with_(at, { position: (rows[at]?.position ?? 0) + (by || 1) })),
    fc.tuple(index, digit).map(([at, place]) => with_(at, { salt: flipped(rows[at]?.salt ?? '', place) })),
    pair.map(([at, other]) => with_(at, { salt: rows[other]?.salt })),
    fc
      .tuple(index, digit)
      .map(([at, place]) =>
        with_(at, { path: rows[at]?.path.map((hash, step) => (step ? hash : flipped(hash, place))) }),
      ),
    index.map((at) => with_(at, { path: rows[at]?.path.slice(1) })),
    index.map((at) => with_(at, { path: [...(rows[at]?.path ?? []), salt('more')] })),
    // Another list, trial or format; values of another kind.
    fc
      .string({ minLength: 1 })
      .filter((text) => text !== bundle.trial)
      .map((trial) => ({ ...bundle, trial })),
    fc
      .string({ minLength: 1 })
      .filter((text) => text !== bundle.list)
      .map((list) => ({ ...bundle, list })),
    fc
      .tuple(index, fc.jsonValue())
      .map(([at, value]) => ({ ...bundle, rows: rows.map((row, place) => (place === at ? value : row)) })),
    fc
      .tuple(
        index,
        fc.constantFrom('stratum', 'position', 'arm', 'salt', 'path'),
        fc.constantFrom(null, true, [], {}, -1, 1e9),
      )
      .map(([at, name, value]) => with_(at, { [name]: value })),
    fc.jsonValue(),
  );
}
