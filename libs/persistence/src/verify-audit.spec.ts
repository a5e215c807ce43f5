import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { chainFindings, merkleRoot } from './verify-audit.js';

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

describe('a Merkle root', () => {
  const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];

  /** The reference vectors of Certificate Transparency (RFC 6962, 2.1), one leaf more in every row. */
  it.each([
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of %d leaves is %s', (many, root) => {
    expect(merkleRoot(LEAVES.slice(0, many).map((leaf) => Buffer.from(leaf, 'hex'))).toString('hex')).toBe(root);
  });

  const rows = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 20 });

  it('changes with every bit of every row', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(255), (hashes, where, bit) => {
        const before = hashes.map((hash) => Buffer.from(hash));
        const after = before.map((hash, index) => {
          const copy = Buffer.from(hash);
          if (index === where % before.length) copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          return copy;
        });
        expect(merkleRoot(after)).not.toEqual(merkleRoot(before));
      }),
    );
  });

  it('does not take a node for a leaf', () => {
    const [a, b, c] = [sha256(Buffer.from('a')), sha256(Buffer.from('b')), sha256(Buffer.from('c'))];
    const node = sha256(Buffer.from([1]), sha256(Buffer.from([0]), a), sha256(Buffer.from([0]), b));
    expect(merkleRoot([node, c])).not.toEqual(merkleRoot([a, b, c]));
  });
});

interface Row {
  id: string;
  xid: string;
  hash: Buffer;
  intact: boolean;
}
type Sealed = Parameters<typeof chainFindings>[0][number];

const row = (id: number, xid: number): Row => ({
  id: String(id),
  xid: String(xid),
  hash: sha256(Buffer.from(`row ${id}`)),
  intact: true,
});

/** A block over an interval of transaction ids, sealed as the database seals it. */
function seal(previous: Sealed | undefined, to: number, rows: readonly Row[], from = previous?.to_xid ?? '0'): Sealed {
  const inside = rows.filter(({ xid }) => Number(xid) >= Number(from) && Number(xid) < to);
  const block = {
    number: (previous?.number ?? 0) + 1,
    from_xid: from,
    to_xid: String(to),
    entries: inside.length,
    previous_hash: previous?.hash ?? sha256(Buffer.alloc(0)),
    merkle_root: merkleRoot(inside.map(({ hash }) => hash)),
  };
  const numbers = [block.number, block.from_xid, block.to_xid, block.entries].join(' ');
  return { ...block, hash: sha256(block.previous_hash, block.merkle_root, Buffer.from(numbers)) };
}

describe('the chain of audit blocks', () => {
  // Transaction 12 began before 11 and committed after it: its rows come first by id.
  const rows = [row(1, 10), row(2, 12), row(3, 11), row(4, 20), row(5, 20), row(6, 31)];
  const first = seal(undefined, 15, rows);
  const second = seal(first, 25, rows);
  const third = seal(second, 40, rows);
  const chain = [first, second, third];

  it('has nothing to find in an untouched chain, unsealed rows at its end included', () => {
    expect(chainFindings(chain, rows)).toEqual([]);
    expect(chainFindings(chain, [...rows, row(7, 40), row(8, 41)])).toEqual([]);
    expect(chainFindings([], rows)).toEqual([]);
  });

  it('misses a row that is gone', () => {
    expect(chainFindings(chain, rows.slice(1))).toEqual([
      'block 1 sealed 3 rows, 2 are there',
      'block 1 does not match its rows',
    ]);
  });

  it('notices a row that was slipped in', () => {
    expect(chainFindings(chain, [...rows, row(7, 21)])).toEqual([
      'block 2 sealed 2 rows, 3 are there',
      'block 2 does not match its rows',
    ]);
  });

  it('notices a row whose contents were replaced together with its hash', () => {
    const forged = rows.map((known) => (known.id === '4' ? { ...known, hash: sha256(Buffer.from('forged')) } : known));
    expect(chainFindings(chain, forged)).toEqual(['block 2 does not match its rows']);
  });

  it('notices rows that changed places', () => {
    const [one, two, three, ...rest] = rows;
    const moved = [two, one, three, ...rest].filter((known) => known !== undefined);
    expect(chainFindings(chain, moved)).toEqual(['block 1 does not match its rows']);
  });

  it('notices a row that moved into another block', () => {
    const moved = rows.map((known) => (known.id === '6' ? { ...known, xid: '24' } : known));
    expect(chainFindings(chain, moved)).toEqual([
      'block 2 sealed 2 rows, 3 are there',
      'block 2 does not match its rows',
      'block 3 sealed 1 rows, 0 are there',
      'block 3 does not match its rows',
    ]);
  });

  it('notices a gap between two blocks, in which rows stay unsealed', () => {
    const late = seal(first, 25, rows, '16');
    expect(chainFindings([first, late], rows)).toEqual([
      'block 2 does not begin where the last ended: rows unsealed or sealed twice',
    ]);
  });

  it('notices blocks that overlap, so that rows are sealed twice', () => {
    const early = seal(first, 25, rows, '11');
    expect(chainFindings([first, early], rows)).toEqual([
      'block 2 does not begin where the last ended: rows unsealed or sealed twice',
    ]);
  });

  it('notices a block that was taken out', () => {
    expect(chainFindings([first, third], rows)).toEqual([
      'block 3 is out of sequence',
      'block 3 does not begin where the last ended: rows unsealed or sealed twice',
      'block 3 is not linked to the one before',
    ]);
  });

  it('notices blocks that changed places', () => {
    expect(chainFindings([second, first, third], rows)).toEqual(
      expect.arrayContaining(['block 2 is out of sequence', 'block 1 is out of sequence']),
    );
  });

  it('notices a block sealed again over forged rows, because the next one remembers the old', () => {
    const forged = rows.map((known) => (known.id === '4' ? { ...known, hash: sha256(Buffer.from('forged')) } : known));
    expect(chainFindings([first, seal(first, 25, forged), third], forged)).toEqual([
      'block 3 is not linked to the one before',
    ]);
  });

  it.each<[keyof Sealed, Sealed]>([
    ['to_xid', { ...second, to_xid: '31' }],
    ['entries', { ...second, entries: 3 }],
    ['hash', { ...second, hash: sha256(Buffer.from('another')) }],
  ])('notices a changed %s', (_, changed) => {
    expect(chainFindings([first, changed], rows)).toContain('block 2 does not match its hash');
  });

  it('compares transaction ids as numbers, not as text', () => {
    const long = [row(1, 9), row(2, 10), row(3, 99), row(4, 100)];
    const early = seal(undefined, 10, long);
    const late = seal(early, 1_000, long);
    expect([early.entries, late.entries, chainFindings([early, late], long)]).toEqual([1, 3, []]);
  });
});
