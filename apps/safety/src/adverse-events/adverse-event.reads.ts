import {
  keyAfter,
  pageOf,
  pageSize,
  type AdverseEventPage,
  type AdverseEventView,
  type ExpectednessView,
  type ListAdverseEvents,
} from '@trial/contracts';
import { Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent, AdverseEventId } from '../domain/adverse-event.js';
import type { Expectedness } from '../domain/expectedness.js';
import type { GradeSegment } from '../domain/grade-segments.js';
import { isSerious, seriousnessWarnings } from '../domain/seriousness.js';
import { entryView } from '../reference-safety/reference.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeSegments } from './grade-segment.table.js';

/** An adverse event to change, locked; one of another participant or site is as unknown as one that does not exist. */
export async function lockAdverseEvent(
  tx: Transaction,
  participantId: ParticipantId,
  id: AdverseEventId,
): Promise<AdverseEvent> {
  const event = await tx
    .rows(AdverseEvents)
    .findOne({ where: { id, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!event) throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  return event;
}

export const segmentsOf = (tx: Transaction, adverseEventId: AdverseEventId): Promise<GradeSegment[]> =>
  tx.rows(GradeSegments).find({ where: { adverseEventId }, order: { ordinal: 'ASC' } });

/** An adverse event to look at; as unknown as one to change. */
export async function knownAdverseEvent(
  tx: Transaction,
  participantId: ParticipantId,
  id: AdverseEventId,
): Promise<AdverseEvent> {
  const event = await tx.rows(AdverseEvents).findOneBy({ id, participantId });
  if (!event) throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  return event;
}

/** One adverse event as it is shown. */
export async function readView(
  tx: Transaction,
  participantId: ParticipantId,
  id: AdverseEventId,
): Promise<AdverseEventView> {
  return viewOf(tx, await knownAdverseEvent(tx, participantId, id));
}

export async function viewOf(tx: Transaction, event: AdverseEvent): Promise<AdverseEventView> {
  const [view] = await viewsOf(tx, [event]);
  if (!view) throw new Error('one event has one view');
  return view;
}

export async function adverseEventPage(tx: Transaction, request: ListAdverseEvents): Promise<AdverseEventPage> {
  const limit = pageSize(request);
  const query = tx
    .rows(AdverseEvents)
    .createQueryBuilder('event')
    .where('event.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('event.id::text')
    .limit(limit + 1);
  if (request.participantId)
    query.andWhere('event.participant_id = :participantId', { participantId: request.participantId });
  if (request.specialInterest)
    query.andWhere(
      'exists (select from special_interest where withdrawn_at is null and adverse_event_id = event.id and interest = :specialInterest)',
      { specialInterest: request.specialInterest },
    );
  const { items, ...rest } = pageOf(await query.getMany(), limit, ({ id }) => id);
  return { items: await viewsOf(tx, items), ...rest };
}

type Interest = NonNullable<AdverseEventView['specialInterest']>[number];

interface Beside {
  readonly id: string;
  readonly causes: string[];
  readonly received: string | null;
  readonly expectedness: string | null;
  readonly stated: string | null;
  readonly derived: Expectedness | null;
  readonly findings: string[];
  /** The alert it was proposed from, and whether what proposed it was taken back since. */
  readonly alert: string | null;
  readonly takenBack: boolean;
  readonly interests: (Omit<Interest, 'markedBy' | 'awareAt' | 'reason'> & {
    readonly [Said in 'markedBy' | 'awareAt' | 'reason']: string | null;
  })[];
  readonly withdrawnInterests: NonNullable<AdverseEventView['withdrawnInterest']>;
  /** Meanings of current signatures, and of those that were superseded and not given again. */
  readonly signed: string[];
  readonly superseded: string[];
}

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

async function viewsOf(tx: Transaction, events: readonly AdverseEvent[]): Promise<AdverseEventView[]> {
  // The last opinion of each judge about each cause counts; one suspicion is enough (domain/causality).
  const beside = await tx.query<Beside>(
    `select event.id,
            array(select distinct standing.cause from (
              select distinct on (judge, cause) cause, possibility from causality_opinion
               where adverse_event_id = event.id order by judge, cause, ordinal desc) standing
             where standing.possibility = 'reasonable' order by standing.cause) as causes,
            array(select visit_code || '/' || item from local_finding_link link
                   where adverse_event_id = event.id
                     and exists (select from local_finding finding where withdrawn_at is null
                                    and (finding.participant_id, finding.visit_code, finding.item) =
                                        (link.participant_id, link.visit_code, link.item))
                   order by visit_code, item) as findings,
            (select visit_code || '/' || code from response_alert
              where proposed_event_id = event.id order by recorded_at, id limit 1) as alert,
            exists (select from local_finding where proposed_event_id = event.id and withdrawn_at is not null
                    union all select from response_alert where proposed_event_id = event.id and withdrawn_at is not null)
              and not exists (select from local_finding where proposed_event_id = event.id and withdrawn_at is null
                    union all select from response_alert where proposed_event_id = event.id and withdrawn_at is null)
              as "takenBack",
            (select coalesce(json_agg(json_build_object(
                      'group', interest, 'basis', basis, 'toSponsor', to_sponsor, 'trialVersion', trial_version,
                      'recordedAt', ${moment('recorded_at')}, 'awareAt', ${moment('aware_at')}, 'reason', reason,
                      'markedBy', case basis when 'investigator' then recorded_by end) order by interest), '[]')
               from special_interest where withdrawn_at is null and adverse_event_id = event.id) as interests,
            (select coalesce(json_agg(json_build_object(
                      'group', interest, 'markedBy', recorded_by, 'awareAt', ${moment('aware_at')},
                      'withdrawnAt', ${moment('withdrawn_at')}, 'withdrawnBy', withdrawn_by, 'reason', withdrawal_reason)
                      order by withdrawn_at, id), '[]')
               from special_interest where adverse_event_id = event.id and withdrawn_at is not null) as "withdrawnInterests",
            array(select meaning from signature where adverse_event_id = event.id and superseded_at is null
                   order by meaning) as signed,
            array(select meaning from signature where adverse_event_id = event.id group by meaning
                  having bool_and(superseded_at is not null) order by meaning) as superseded,
            receipt.expectedness, receipt.stated, receipt.derived,
            ${moment('receipt.received_at')} as received
       from unnest($1::uuid[]) as event (id)
       left join lateral (select * from sponsor_receipt where adverse_event_id = event.id order by serious desc limit 1) receipt on true`,
    [events.map(({ id }) => id)],
  );
  const besideOf = new Map(beside.map((row) => [row.id, row]));
  return events.map((event) => shown(event, besideOf.get(event.id)));
}

function shown(event: AdverseEvent, beside: Beside | undefined): AdverseEventView {
  const flags = [
    ...seriousnessWarnings(event.seriousness, event.grade),
    ...(beside?.takenBack ? ['origin-taken-back'] : []),
    ...(beside && beside.superseded.length > 0 ? ['signature-superseded'] : []),
  ];
  return {
    adverseEventId: event.id,
    participantId: event.participantId,
    siteId: event.siteId,
    term: event.term,
    organClass: event.organClass,
    ctcaeVersion: event.ctcaeVersion,
    status: event.status,
    source: event.source,
    ...(event.grade === null ? {} : { grade: event.grade }),
    seriousness: [...event.seriousness],
    serious: isSerious(event.seriousness),
    ...(event.criterion ? { criterion: event.criterion } : {}),
    ...(beside?.alert ? { alert: beside.alert } : {}),
    ...(event.words ? { words: event.words } : {}),
    ...(event.onsetOn ? { onsetOn: event.onsetOn } : {}),
    ...(event.endedOn ? { endedOn: event.endedOn } : {}),
    ...(event.awareAt ? { awareAt: event.awareAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    ...(event.learnedAt ? { learnedAt: event.learnedAt.toString({ fractionalSecondDigits: 3 }) } : {}),
    ...(beside?.received ? { receivedAt: beside.received } : {}),
    ...(beside?.expectedness ? { expectedness: expectednessView(beside, beside.expectedness) } : {}),
    outcome: event.outcome,
    digitThreatening: event.digitThreatening,
    suspectedCauses: beside?.causes ?? [],
    ...(beside && beside.findings.length > 0 ? { localFindings: beside.findings } : {}),
    ...(beside && beside.interests.length > 0 ? { specialInterest: beside.interests.map(interestView) } : {}),
    ...(beside && beside.withdrawnInterests.length > 0 ? { withdrawnInterest: beside.withdrawnInterests } : {}),
    ...(beside && beside.signed.length > 0 ? { signedAs: beside.signed } : {}),
    ...(flags.length > 0 ? { flags } : {}),
    version: event.version,
  };
}

const interestView = ({ markedBy, awareAt, reason, ...interest }: Beside['interests'][number]): Interest => ({
  ...interest,
  ...(markedBy !== null && awareAt !== null && reason !== null ? { markedBy, awareAt, reason } : {}),
});

const expectednessView = ({ stated, derived }: Beside, expectedness: string): ExpectednessView => ({
  expectedness,
  ...(stated ? { stated } : {}),
  ...(derived
    ? { versions: [...derived.versions], because: derived.because, entries: derived.entries.map(entryView) }
    : {}),
});
