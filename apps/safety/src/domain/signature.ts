import { Rejection, type Id } from '@trial/kernel';
import type { AdverseEventId } from './adverse-event.js';

export type SignatureId = Id<'signature'>;

/** What an investigator can sign of an adverse event. */
export const signatureMeanings = ['complete-and-correct', 'seriousness-assessed'] as const;
export type SignatureMeaning = (typeof signatureMeanings)[number];

/** A signature as far as the rules need it; whose it is and when it was given never changes. */
export interface Signature {
  readonly id: SignatureId;
  readonly adverseEventId: AdverseEventId;
  readonly meaning: SignatureMeaning;
  /** SHA-256 of what was signed, as canonical JSON. */
  readonly contentHash: string;
}

/** Everything a site says of an adverse event, as plain data: its grades over time and the investigator's opinions included. */
export interface SignableEvent {
  readonly seriousness: readonly string[];
  readonly [field: string]: unknown;
}

/** What a meaning is about. What does not belong to it may change, and the signature stays current. */
export function contentSigned(meaning: SignatureMeaning, event: SignableEvent): object {
  // In which order criteria were ticked says nothing.
  const seriousness = [...event.seriousness].sort();
  return meaning === 'seriousness-assessed' ? { seriousness } : { ...event, seriousness };
}

/** Refused: `already-signed` while a signature of that meaning is current, whoever gave it. */
export function mustBeUnsigned(current: readonly Signature[], meaning: SignatureMeaning): void {
  if (current.some((signature) => signature.meaning === meaning))
    throw new Rejection('already-signed', { field: 'meaning', rule: 'nothing has changed since it was signed' });
}
