import { Rejection, type PersonId } from '@trial/kernel';
import type { ParticipantStatus } from './participant.js';

/** Two persons lock a database, one who answers for the data and one who checked them. */
const ROLES = ['data-manager', 'monitor'] as const;

export interface LockSignature {
  readonly signedBy: PersonId;
  readonly role: string;
}

/** Consented, and not ended: there are data to come. Whoever never consented has none beyond the screening log. */
export const statusesWithDataToCome: readonly ParticipantStatus[] = ['consented', 'eligible', 'randomised', 'treated'];

export const isLocked = (signatures: readonly LockSignature[]): boolean =>
  ROLES.every((needed) => signatures.some(({ role }) => role === needed));

/**
 * The signatures after one more; `dataToCome` is how many participants of the trial, at all sites, have data to come.
 * `Rejection`: `trial-locked`, `lock-already-signed` in this role, `second-person-needed`, `participants-not-ended`.
 */
export function signLock(
  signatures: readonly LockSignature[],
  signature: LockSignature,
  dataToCome: number,
): readonly LockSignature[] {
  if (isLocked(signatures)) throw new Rejection('trial-locked', { rule: 'a locked database is not locked again' });
  if (signatures.some(({ role }) => role === signature.role)) {
    throw new Rejection('lock-already-signed', { rule: `the other signature is missing: ${ROLES.join(' and ')}` });
  }
  if (signatures.some(({ signedBy }) => signedBy === signature.signedBy)) {
    throw new Rejection('second-person-needed', { rule: 'two persons lock a database' });
  }
  if (dataToCome > 0) {
    throw new Rejection('participants-not-ended', {
      rule: `of those who consented, ${dataToCome} have not ended their participation`,
    });
  }
  return [...signatures, signature];
}
