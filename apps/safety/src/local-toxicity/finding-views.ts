import type { LocalFindingView } from '@trial/contracts';
import type { ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { findingState, type KnownFinding } from '../domain/local-finding-changes.js';

/** A finding with what became of it. */
export interface ShownFinding {
  readonly formId: string;
  readonly siteId: string;
  readonly participantId: ParticipantId;
  readonly view: Pick<LocalFindingView, keyof LocalFindingView>;
}

/** The findings of a participant or, without one, of everybody who may be seen here, first recorded first. */
export async function findingViews(tx: Transaction, participantId?: ParticipantId): Promise<readonly ShownFinding[]> {
  const rows = await tx.query<Row>(
    `select finding.id, finding.form_id, finding.site_id, finding.participant_id, finding.visit_code, finding.item,
            finding.change, finding.found_on::text as found_on, finding.without_reference, finding.withdrawn_at::text,
            finding.proposed_event_id, proposed.status as proposed_status, link.adverse_event_id as linked_event_id
       from local_finding finding
       left join adverse_event proposed on proposed.id = finding.proposed_event_id
       left join local_finding_link link
         on (link.participant_id, link.visit_code, link.item) = (finding.participant_id, finding.visit_code, finding.item)
      where $1::uuid is null or finding.participant_id = $1
      order by finding.recorded_at, finding.visit_code, finding.item, finding.id`,
    [participantId ?? null],
  );
  return rows.map(shown);
}

interface Row {
  readonly id: string;
  readonly form_id: string;
  readonly site_id: string;
  readonly participant_id: ParticipantId;
  readonly visit_code: string;
  readonly item: string;
  readonly change: KnownFinding['change'];
  readonly found_on: string;
  readonly without_reference: boolean;
  readonly withdrawn_at: string | null;
  readonly proposed_event_id: string | null;
  readonly proposed_status: AdverseEvent['status'] | null;
  readonly linked_event_id: string | null;
}

function shown(row: Row): ShownFinding {
  const adverseEventId = row.linked_event_id ?? row.proposed_event_id;
  const state = findingState({
    isWithdrawn: row.withdrawn_at !== null,
    isLinked: row.linked_event_id !== null,
    proposal: row.proposed_status,
  });
  return {
    formId: row.form_id,
    siteId: row.site_id,
    participantId: row.participant_id,
    view: {
      findingId: row.id,
      visitCode: row.visit_code,
      item: row.item,
      change: row.change,
      foundOn: row.found_on,
      withoutReference: row.without_reference,
      state,
      ...(adverseEventId ? { adverseEventId } : {}),
    },
  };
}
