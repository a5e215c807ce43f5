import type { Row, Table } from './dump.js';

/** One allocation of the trial, as the dump shows it. */
export interface Allocation {
  readonly id: string;
  readonly participantId: string;
  readonly siteId: string;
  readonly listId: string;
  readonly stratum: string;
  readonly position: number;
}

/** The allocations, in the order in which they were made: all of it stands in clear but the arm. */
export function allocationsIn(tables: readonly Table[]): Allocation[] {
  const stored = tables.find(({ name }) => name.endsWith('.vault.allocation'))?.rows ?? [];
  return [...stored]
    .sort((a, b) => Number(a['sequence']) - Number(b['sequence']))
    .map((row) => ({
      id: String(row['id']),
      participantId: String(row['participant_id']),
      siteId: String(row['site_id']),
      listId: String(row['list_id']),
      stratum: String(row['stratum']),
      position: Number(row['position']),
    }));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const PLACE = /[0-9a-f-]{36}\/[a-z0-9-]+\/\d+/g;

/**
 * Whose row is it? A row belongs to an allocation when it names the participant, the allocation, or the place on the list.
 * An id that occurs in rows of one owner alone (of an event, a request) names that owner too, so
 * that inboxes and receipts are found as well.
 */
export class Owners {
  private readonly known = new Map<string, number>();

  constructor(allocations: readonly Allocation[], tables: readonly Table[]) {
    allocations.forEach(({ id, participantId, listId, stratum, position }, owner) => {
      for (const name of [id, participantId, `${listId}/${stratum}/${position}`]) this.known.set(name, owner);
    });
    const seen = new Map<string, number>();
    for (const { rows } of tables) {
      for (const row of rows) {
        const names = namesIn(row, JSON.stringify(row));
        const owner = this.named(names);
        if (owner === undefined) continue;
        for (const name of names) seen.set(name, (seen.get(name) ?? owner) === owner ? owner : SHARED);
      }
    }
    for (const [name, owner] of seen) if (owner !== SHARED && !this.known.has(name)) this.known.set(name, owner);
  }

  of(row: Row): number | undefined {
    return this.named(namesIn(row, JSON.stringify(row)));
  }

  private named(names: readonly string[]): number | undefined {
    for (const name of names) {
      const owner = this.known.get(name);
      if (owner !== undefined) return owner;
    }
    return undefined;
  }
}

const SHARED = -1;

function namesIn({ list_id: list, stratum, position }: Row, text: string): string[] {
  const place = typeof list === 'string' ? [`${list}/${String(stratum)}/${String(position)}`] : [];
  return [...place, ...(text.match(PLACE) ?? []), ...(text.match(UUID) ?? [])];
}
