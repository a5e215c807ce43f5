import { compareInstants, type Instant, type ParticipantId, type SiteId, type TrialId } from '@trial/kernel';

/** What makes a thing to do: what it is about, and by when. */
export interface WorkBeginning {
  /** The code of the rule that makes it due. */
  readonly rule: string;
  /** Visit, assessment, panel, clock or step: a code of the trial. */
  readonly what: string;
  readonly trialVersion: number;
  readonly begunAt: Instant;
  /** The last instant at which it is in time. */
  readonly dueAt: Instant;
  readonly visitId: string | null;
  readonly visitCode: string | null;
  readonly adverseEventId: string | null;
  readonly clockId: string | null;
}

/** What settles it. */
export interface WorkEnding {
  readonly endedAt: Instant;
  /** The type of the event that settled it. */
  readonly endedBy: string;
}

export interface WorkPlace {
  readonly id: string;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  /** Null for what concerns the whole trial. */
  readonly participantId: ParticipantId | null;
}

type Unknown<Facts> = { readonly [Name in keyof Facts]: Facts[Name] | null };

/**
 * One thing to do, made of events that come in any order and more than once: an end may be known before the beginning.
 * No field says due or overdue; that is asked of `workStandingOf` (S04).
 */
export interface WorkItem extends WorkPlace, Unknown<WorkBeginning>, Unknown<WorkEnding> {}

/** Nothing is known yet but where it belongs. */
export const unheardOf = (place: WorkPlace): WorkItem => ({
  ...place,
  rule: null,
  what: null,
  trialVersion: null,
  begunAt: null,
  dueAt: null,
  visitId: null,
  visitCode: null,
  adverseEventId: null,
  clockId: null,
  endedAt: null,
  endedBy: null,
});

/** It is to be done. Of several beginnings the last one counts, because it moved the due time; the order of news does not. */
export function beginWork(item: WorkItem, beginning: WorkBeginning): WorkItem {
  const { begunAt, dueAt, trialVersion } = item;
  if (begunAt === null || dueAt === null || trialVersion === null) return { ...item, ...beginning };
  return isLater(beginning, { begunAt, dueAt, trialVersion }) ? { ...item, ...beginning } : item;
}

/** It is settled, for good. Of several ends the first one counts. */
export function endWork(item: WorkItem, ending: WorkEnding): WorkItem {
  const { endedAt, endedBy } = item;
  const isKnown = endedAt !== null && endedBy !== null && !isEarlier(ending, { endedAt, endedBy });
  return isKnown ? item : { ...item, ...ending };
}

type Told = Pick<WorkBeginning, 'begunAt' | 'dueAt' | 'trialVersion'>;

function isLater(told: Told, known: Told): boolean {
  const order =
    compareInstants(told.begunAt, known.begunAt) ||
    compareInstants(told.dueAt, known.dueAt) ||
    told.trialVersion - known.trialVersion;
  return order > 0;
}

function isEarlier(told: WorkEnding, known: WorkEnding): boolean {
  const order = compareInstants(told.endedAt, known.endedAt);
  return order < 0 || (order === 0 && told.endedBy < known.endedBy);
}

/** Whether anybody still has it to do. `stops`: it ends with participation, whoever recorded that first (S20). */
export const isToDo = (item: WorkItem, { stops, hasEnded }: { stops: boolean; hasEnded: boolean }): boolean =>
  item.begunAt !== null && item.endedAt === null && !(stops && hasEnded);
