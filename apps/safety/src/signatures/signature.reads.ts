import {
  keyAfter,
  pageOf,
  pageSize,
  type ListSignatures,
  type SignaturePage,
  type SignatureView,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { Signatures, type RecordedSignature } from '../judgements/signature.table.js';

/** One page of the signatures on an event, by identifier. `Rejection('cursor-not-readable')`. */
export async function signaturePage(tx: Transaction, request: ListSignatures): Promise<SignaturePage> {
  const { participantId, adverseEventId } = request;
  const limit = pageSize(request);
  const signatures = await tx
    .rows(Signatures)
    .createQueryBuilder('signature')
    .where('signature.id::text > :after', { after: keyAfter(request.cursor) })
    .andWhere('signature.participant_id = :participantId', { participantId })
    .andWhere('signature.adverse_event_id = :adverseEventId', { adverseEventId })
    .orderBy('signature.id::text')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(signatures, limit, ({ id }) => id);
  return { items: items.map(signatureView), ...rest };
}

export const signatureView = (signature: RecordedSignature): SignatureView => ({
  signatureId: signature.id,
  adverseEventId: signature.adverseEventId,
  meaning: signature.meaning,
  signedBy: signature.signedBy,
  role: signature.role,
  organisation: signature.organisation,
  signedAt: signature.signedAt.toString({ fractionalSecondDigits: 3 }),
  adverseEventVersion: signature.adverseEventVersion,
  contentHash: signature.contentHash,
  current: signature.supersededAt === null,
  ...(signature.supersededAt ? { supersededAt: signature.supersededAt.toString({ fractionalSecondDigits: 3 }) } : {}),
});
