import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { DataCutView } from '@trial/contracts';

export type DataCutId = Id<'data-cut'>;

/** What the reports of a trial were computed from at one moment, frozen. Its content lies in parts and never changes. */
export interface DataCut {
  readonly id: DataCutId;
  readonly trialId: TrialId;
  readonly trialVersion: number;
  readonly purpose: DataCutView['purpose'];
  readonly cutAt: Instant;
  /** Whose data are in it, by the alphabet; nobody reads it who may not see them all. */
  readonly sites: readonly SiteId[];
  readonly participants: number;
  readonly adverseEvents: number;
  /** Of the content as canonical JSON (`frozen-content.ts`). */
  readonly sha256: string;
  /** Of the hashes of its parts, so that one part can be checked alone; null for a cut that was made before they had any. */
  readonly partsSha256: string | null;
  readonly madeBy: PersonId;
  readonly role: string;
  readonly reason: string;
}

export const DataCuts = new EntitySchema<DataCut>({
  name: 'data_cut',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    trialVersion: whole('trial_version'),
    purpose: text('purpose'),
    cutAt: instantColumn('cut_at'),
    sites: words('sites'),
    participants: whole('participants'),
    adverseEvents: whole('adverse_events'),
    sha256: text('sha256'),
    partsSha256: text('parts_sha256', { nullable: true }),
    madeBy: text('made_by'),
    role: text('role'),
    reason: text('reason'),
  },
});

/** Rows of one kind, by id, as canonical JSON without the brackets of their list. */
export interface DataCutPart {
  readonly dataCutId: DataCutId;
  readonly kind: 'events' | 'forms' | 'links' | 'participants';
  readonly ordinal: number;
  readonly trialId: TrialId;
  /** The id of its last row, where rows have one: a page is found by it. */
  readonly lastKey: string;
  readonly content: string;
  /** Of the content; null in a cut that was made before parts had one. */
  readonly sha256: string | null;
}

export const DataCutParts = new EntitySchema<DataCutPart>({
  name: 'data_cut_part',
  columns: {
    dataCutId: identifier('data_cut_id', { primary: true }),
    kind: text('kind', { primary: true }),
    ordinal: whole('ordinal', { primary: true }),
    trialId: text('trial_id'),
    lastKey: text('last_key'),
    content: text('content'),
    sha256: text('sha256', { nullable: true }),
  },
});
