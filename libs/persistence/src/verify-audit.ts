import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface AuditVerification {
  readonly intact: boolean;
  readonly entries: number;
  readonly blocks: number;
  /** Rows that no block covers yet. */
  readonly unsealed: number;
  /** Hash of the newest block: what an outside anchor would keep. */
  readonly head: string;
  readonly findings: readonly string[];
}

interface Leaf {
  readonly id: string;
  readonly xid: string;
  readonly hash: Buffer;
  readonly intact: boolean;
}

interface Block {
  readonly number: number;
  readonly from_xid: string;
  readonly to_xid: string;
  readonly entries: number;
  readonly merkle_root: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/**
 * Recomputes the chain, independently of the database function that sealed it: every row's own hash, every block's
 * Merkle root and link, that each sealed row lies in exactly one block and that the blocks join without a gap.
 */
export async function verifyAudit(dataSource: DataSource): Promise<AuditVerification> {
  const blocks: Block[] = await dataSource.query(
    'select number, from_xid::text, to_xid::text, entries, merkle_root, previous_hash, hash from audit_block order by number',
  );
  const leaves = await allLeaves(dataSource);
  const findings = [
    ...leaves.filter((leaf) => !leaf.intact).map((leaf) => `row ${leaf.id} does not match its hash`),
    ...chainFindings(blocks, leaves),
  ];
  const end = BigInt(blocks.at(-1)?.to_xid ?? 0);
  return {
    intact: findings.length === 0,
    entries: leaves.length,
    blocks: blocks.length,
    unsealed: leaves.filter((leaf) => BigInt(leaf.xid) >= end).length,
    head: blocks.at(-1)?.hash.toString('hex') ?? '',
    findings,
  };
}

async function allLeaves(dataSource: DataSource): Promise<Leaf[]> {
  const leaves: Leaf[] = [];
  for (;;) {
    const page: Leaf[] = await dataSource.query('select * from audit_leaves($1, $2)', [leaves.at(-1)?.id ?? 0, PAGE]);
    leaves.push(...page);
    if (page.length < PAGE) return leaves;
  }
}
const PAGE = 5_000;

export function chainFindings(blocks: readonly Block[], leaves: readonly Leaf[]): string[] {
  const findings: string[] = [];
  let previous: Block | undefined;
  for (const block of blocks) {
    const name = `block ${block.number}`;
    const covered = leaves.filter(
      (leaf) => BigInt(leaf.xid) >= BigInt(block.from_xid) && BigInt(leaf.xid) < BigInt(block.to_xid),
    );
    const numbers = [block.number, block.from_xid, block.to_xid, block.entries].join(' ');
    if (block.number !== (previous?.number ?? 0) + 1) findings.push(`${name} is out of sequence`);
    if (block.from_xid !== (previous?.to_xid ?? '0'))
      findings.push(`${name} does not begin where the last ended: rows unsealed or sealed twice`);
    if (!block.previous_hash.equals(previous?.hash ?? sha256(Buffer.alloc(0))))
      findings.push(`${name} is not linked to the one before`);
    if (covered.length !== block.entries)
      findings.push(`${name} sealed ${block.entries} rows, ${covered.length} are there`);
    if (!block.merkle_root.equals(merkleRoot(covered.map((leaf) => leaf.hash))))
      findings.push(`${name} does not match its rows`);
    if (!block.hash.equals(sha256(block.previous_hash, block.merkle_root, Buffer.from(numbers))))
      findings.push(`${name} does not match its hash`);
    previous = block;
  }
  return findings;
}

/** Leaves are prefixed 0x00 and nodes 0x01, so that no node can pass for a leaf (RFC 6962, 2.1); an odd node is carried up. */
export function merkleRoot(hashes: readonly Buffer[]): Buffer {
  let level = hashes.map((hash) => sha256(LEAF, hash));
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left) above.push(right ? sha256(NODE, left, right) : left);
    }
    level = above;
  }
  return level[0] ?? Buffer.alloc(0);
}
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
