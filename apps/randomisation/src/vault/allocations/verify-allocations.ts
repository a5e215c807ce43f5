import { Injectable } from '@nestjs/common';
import { verifyAllocations, type AllocationVerification, type AtTrial } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { armsOf } from '../../domain/arm-of.js';
import { generateList } from '../../domain/generate-list.js';
import type { ListRow } from '../../domain/list-row.js';
import { replay, type ListPlace } from '../../domain/replay.js';
import { strataIn, type Specification } from '../../domain/specification.js';
import { rootOf } from '../commitment/list-commitment.js';
import { rowsSetAside } from '../downtime/set-aside.reads.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checksumOf } from '../randomisation-lists/checksum.js';
import { recordReading } from '../randomisation-lists/list-reading.table.js';
import { ListPositions, type ListPosition } from '../randomisation-lists/list-position.table.js';
import { openOrigin, openRow, type SaltedRow } from '../randomisation-lists/sealed-list.js';
import { listInUse, type ListInUse } from '../randomisation-lists/stored-list.js';
import { allocationsFrom, type HeldRow } from './allocation.reads.js';

/**
 * Makes the sealed list again from specification and seed and holds store and allocations against it (R07, R09); a list that
 * was made elsewhere is held against the checksum of its file. In both the rows still lead to the root that was published.
 * A finding names a rule and a place, never an arm: `arm-mismatch/all/17`. That somebody verified is on record (R25).
 */
@Injectable()
export class VerifyAllocations {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute({ trialId }: AtTrial, context: Context): Promise<AllocationVerification> {
    return this.transactions.run(context, async (tx) => {
      const list = await listInUse(tx, trialId);
      await recordReading(tx, verifyAllocations.name, list?.sealed.id);
      if (!list) return { allocations: 0, reproduced: false, findings: ['no-sealed-list'] };
      const listId = list.sealed.id;
      const allocations = await allocationsFrom(tx, listId);
      const findings = await this.findings(tx, list, allocations);
      return { listId, allocations: allocations.length, reproduced: findings.length === 0, findings };
    });
  }

  private async findings(tx: Transaction, { sealed, latest }: ListInUse, held: readonly HeldRow[]): Promise<string[]> {
    const origin = openOrigin(this.cipher, latest.id, latest.sealedSpecification);
    if (!origin) {
      return [latest.keyId === this.cipher.keyId ? 'specification-not-readable' : 'key-of-another-environment'];
    }
    const { specification } = origin;
    const stored = await tx.rows(ListPositions).find({
      where: { listId: sealed.id },
      order: { stratum: 'asc', position: 'asc' },
    });
    const opened = stored.flatMap((position) => openRow(this.cipher, position) ?? []);
    const rows = strataIn(specification).flatMap((stratum) => opened.filter((row) => row.stratum === stratum));
    const expected = origin.kind === 'generated' ? generateList(specification, origin.seed) : rows;
    return [
      ...(checksumOf(origin, expected) === latest.checksum ? [] : ['checksum-differs']),
      ...this.storeFindings(expected, stored),
      ...(opened.length < stored.length || this.leadsToRoot(latest.commitmentRoot, sealed, rows)
        ? []
        : ['root-differs']),
      ...replayFindings(specification, expected, rows, held, await rowsSetAside(tx, sealed.id)),
    ];
  }

  private leadsToRoot(root: string | null, { id, trialId }: ListInUse['sealed'], rows: readonly SaltedRow[]): boolean {
    return rootOf({ trial: trialId, list: id }, rows) === root;
  }

  private storeFindings(expected: readonly ListRow[], stored: readonly ListPosition[]): string[] {
    const armAt = new Map(expected.map((row) => [placeOf(row), row.arm]));
    const present = new Set(stored.map(placeOf));
    const missing = expected.filter((row) => !present.has(placeOf(row)));
    return [
      ...missing.map((row) => `row-missing/${placeOf(row)}`),
      ...stored.flatMap((position) => {
        const row = openRow(this.cipher, position);
        if (!row) return [`row-not-readable/${placeOf(position)}`];
        return row.arm === armAt.get(placeOf(position)) ? [] : [`row-differs/${placeOf(position)}`];
      }),
    ];
  }
}

/** Each participant is held to the arm that follows from the rows that are stored; it must follow from those expected. */
function replayFindings(
  specification: Specification,
  expected: readonly ListRow[],
  stored: readonly ListRow[],
  held: readonly HeldRow[],
  setAside: readonly ListPlace[],
): string[] {
  const arms = armsOf(specification, stored, held);
  const allocations = held.map(({ participantId, stratum, position, levels }, i) => {
    return { participantId, stratum, position, levels, arm: arms[i] ?? '' };
  });
  return replay(specification, expected, allocations, setAside).findings.map(
    ({ code, ...place }) => `${code}/${placeOf(place)}`,
  );
}

const placeOf = ({ stratum, position }: { readonly stratum: string; readonly position: number }): string =>
  `${stratum}/${position}`;
