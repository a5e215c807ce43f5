import {
  keyAfter,
  pageOf,
  pageSize,
  type ListReferenceSafety,
  type ReferenceSafetyPage,
  type ReferenceSafetyView,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { suspectedCauses, type Cause, type CausalityOpinion } from '../domain/causality.js';
import { causesToExpect, expectednessOf, type Expectedness } from '../domain/expectedness.js';
import { References, type SignedReference } from './reference.table.js';

/** Every version of the trial, oldest first; row-level security knows which trial. */
export const referencesOf = (tx: Transaction): Promise<SignedReference[]> =>
  tx.rows(References).find({ order: { ordinal: 'ASC' } });

/** What the reference in force at onset says of an event at its worst; null where the trial has no reference at all. */
export async function derivedExpectedness(
  tx: Transaction,
  worst: AdverseEvent,
  opinions: readonly CausalityOpinion[],
  causes: readonly Cause[],
): Promise<Expectedness | null> {
  const references = await referencesOf(tx);
  if (references.length === 0) return null;
  return expectednessOf({ ...worst, causes: causesToExpect(suspectedCauses(opinions, causes), causes) }, references);
}

/** One page of the versions, oldest first. `Rejection('cursor-not-readable')`. */
export async function referencePage(tx: Transaction, request: ListReferenceSafety): Promise<ReferenceSafetyPage> {
  const limit = pageSize(request);
  const rows = await tx
    .rows(References)
    .createQueryBuilder('reference')
    .where("lpad(reference.ordinal::text, 9, '0') > :after", { after: keyAfter(request.cursor) })
    .orderBy('reference.ordinal')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ ordinal }) => String(ordinal).padStart(9, '0'));
  return { items: items.map(referenceView), ...rest };
}

export const referenceView = (reference: SignedReference): ReferenceSafetyView => ({
  referenceId: reference.id,
  trialId: reference.trialId,
  ordinal: reference.ordinal,
  version: reference.version,
  title: reference.title,
  inForceFrom: reference.inForceFrom.toString(),
  ctcaeVersion: reference.ctcaeVersion,
  reactions: reference.expectedReactions.map(entryView),
  signedBy: reference.signedBy,
  signedAt: reference.signedAt.toString({ fractionalSecondDigits: 3 }),
  contentHash: reference.contentHash,
});

type Entry = SignedReference['expectedReactions'][number];

/** An entry as it is shown; death is never expected. */
export const entryView = ({ seriousness, ...entry }: Entry) => ({
  ...entry,
  seriousness: seriousness.filter((criterion) => criterion !== 'death'),
});
