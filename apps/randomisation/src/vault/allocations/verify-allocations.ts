import { Injectable } from '@nestjs/common';
import type { AllocationVerification, AtTrial } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { generateList, type ListRow } from '../../domain/permuted-blocks.js';
import { replay } from '../../domain/replay.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checksumOf } from '../randomisation-lists/checksum.js';
import { ListPositions, type ListPosition } from '../randomisation-lists/list-position.table.js';
import { RandomisationLists, type RandomisationList } from '../randomisation-lists/randomisation-list.table.js';
import { openOrigin, openRow } from '../randomisation-lists/sealed-list.js';
import { allocationsFrom, type HeldRow } from './allocation.reads.js';

/**
 * Makes the sealed list again from specification and seed and holds store and allocations against it (R07, R09). A
 * finding names a rule and a place, never an arm: `arm-mismatch/all/17`.
 */
@Injectable()
export class VerifyAllocations {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute({ trialId }: AtTrial, context: Context): Promise<AllocationVerification> {
    return this.transactions.read(context, async (tx) => {
      const list = await tx.rows(RandomisationLists).findOneBy({ trialId, status: 'sealed' });
      if (!list) return { allocations: 0, reproduced: false, findings: ['no-sealed-list'] };
      const allocations = await allocationsFrom(tx, list.id);
      const findings = await this.findings(tx, list, allocations);
      return { listId: list.id, allocations: allocations.length, reproduced: findings.length === 0, findings };
    });
  }

  private async findings(tx: Transaction, list: RandomisationList, held: readonly HeldRow[]): Promise<string[]> {
    const origin = openOrigin(this.cipher, list.id, list.sealedSpecification);
    if (!origin)
      return [list.keyId === this.cipher.keyId ? 'specification-not-readable' : 'key-of-another-environment'];
    const expected = generateList(origin.specification, origin.seed);
    const stored = await tx.rows(ListPositions).find({
      where: { listId: list.id },
      order: { stratum: 'asc', position: 'asc' },
    });
    return [
      ...(checksumOf(origin, expected) === list.checksum ? [] : ['checksum-differs']),
      ...this.storeFindings(expected, stored),
      ...this.replayFindings(expected, held),
    ];
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

  private replayFindings(expected: readonly ListRow[], held: readonly HeldRow[]): string[] {
    const allocations = held.map(({ participantId, stratum, position, ...sealed }) => {
      const arm = openRow(this.cipher, { ...sealed, stratum, position })?.arm ?? '';
      return { participantId, stratum, position, arm };
    });
    return replay(expected, allocations).findings.map(({ code, ...place }) => `${code}/${placeOf(place)}`);
  }
}

const placeOf = ({ stratum, position }: { readonly stratum: string; readonly position: number }): string =>
  `${stratum}/${position}`;
