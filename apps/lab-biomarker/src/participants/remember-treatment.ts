import { Injectable } from '@nestjs/common';
import { participantTreated, treatmentCorrected, type EventOf } from '@trial/contracts';
import { NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';

/** The first injection or dose parts baseline from what is compared with it. */
@Injectable()
export class RememberTreatment {
  @OnEvent(participantTreated)
  treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    return rememberAnchor(tx, data, 0);
  }

  @OnEvent(treatmentCorrected)
  corrected({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    return rememberAnchor(tx, data, data.correction);
  }
}

/** News come in any order: what an earlier correction, or the first record, says is no longer true. */
async function rememberAnchor(
  tx: Transaction,
  { participantId, anchorAt }: { readonly participantId: string; readonly anchorAt: string },
  correction: number,
): Promise<void> {
  const [known] = await tx.query<{ found: boolean }>(
    `with moved as (
       update participant set anchor_at = $2, anchor_correction = $3 where id = $1 and anchor_correction <= $3)
     select true as found from participant where id = $1`,
    [participantId, anchorAt, correction],
  );
  if (!known) throw new NotYet(`participant ${participantId}`);
}
