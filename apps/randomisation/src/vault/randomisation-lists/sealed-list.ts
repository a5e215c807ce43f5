import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ListRow } from '../../domain/list-row.js';
import type { Specification } from '../../domain/specification.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import type { ListPosition } from './list-position.table.js';

/**
 * What a list is made from: what was asked for, and the seed by which anybody can make it again, or, for a list that was
 * made elsewhere, the salt of its file.
 */
export type ListOrigin = {
  readonly environment: string;
  readonly trial: string;
  /** Checksum of the trial file: target, strata, caps and replacements are asked for there. */
  readonly trialFile: string;
  readonly specification: Specification;
} & ({ readonly kind: 'generated'; readonly seed: string } | { readonly kind: 'uploaded'; readonly salt: string });

export const sealOrigin = (cipher: VaultCipher, listId: string, made: ListOrigin): Buffer =>
  cipher.seal(JSON.stringify(origin.parse(made)), originPlace(listId), ORIGIN_BYTES);

/** Undefined when it cannot be opened: altered, or of another environment. */
export function openOrigin(cipher: VaultCipher, listId: string, sealed: Buffer): ListOrigin | undefined {
  const text = cipher.open(sealed, originPlace(listId));
  return text === undefined ? undefined : origin.parse(JSON.parse(text));
}

/** A row with the salt that hides it in the commitment; the salt lies nowhere else. */
export interface SaltedRow extends ListRow {
  readonly salt: string;
}

export const sealRow = (cipher: VaultCipher, listId: string, row: SaltedRow): Buffer =>
  cipher.seal(JSON.stringify([row.block, row.arm, row.salt]), rowPlace({ ...row, listId }), ROW_BYTES);

export const newSalt = (): string => randomBytes(SALT_BYTES).toString('hex');

/** The row that stands at a place of a list, or undefined when it cannot be opened there. */
export function openRow(cipher: VaultCipher, sealed: Omit<ListPosition, 'trialId'>): SaltedRow | undefined {
  const text = cipher.open(sealed.sealedRow, rowPlace(sealed));
  if (text === undefined) return undefined;
  const [block, arm, salt] = content.parse(JSON.parse(text));
  return { stratum: sealed.stratum, position: sealed.position, block, arm, salt };
}

/** More than the longest arm code, block number and salt take: every row is stored in the same length. */
const ROW_BYTES = 192;
/** Twice what nobody can try out. */
const SALT_BYTES = 32;
const ORIGIN_BYTES = 4_096;

const content = z.tuple([z.number().int(), z.string(), z.string()]);
const design = { arms: z.array(z.object({ code: z.string(), ratio: z.number() })), length: z.number() };
const strata = z.array(z.string());
const factor = z.object({ code: z.string(), levels: z.array(z.string()), weight: z.number() });
const basis = {
  environment: z.string(),
  trial: z.string(),
  trialFile: z.string(),
  specification: z.discriminatedUnion('method', [
    z.object({ method: z.literal('permuted-blocks'), ...design, strata, blockSizes: z.array(z.number()) }),
    z.object({ method: z.literal('simple'), ...design, strata }),
    z.object({
      method: z.literal('minimisation'),
      ...design,
      factors: z.array(factor),
      imbalance: z.enum(['range', 'variance']),
      preferencePerThousand: z.number(),
    }),
  ]),
};
const origin = z.discriminatedUnion('kind', [
  z.object({ ...basis, kind: z.literal('generated'), seed: z.string() }),
  z.object({ ...basis, kind: z.literal('uploaded'), salt: z.string() }),
]);

const originPlace = (listId: string): string => `list ${listId}`;
const rowPlace = ({ listId, stratum, position }: Pick<ListPosition, 'listId' | 'stratum' | 'position'>): string =>
  `list ${listId} ${stratum} ${position}`;
