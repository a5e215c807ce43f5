import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, SiteId, TrialId } from '@trial/kernel';
import { flag, identifier, instantColumn, text, whole } from '@trial/persistence';

/** That the pharmacy showed the code of an envelope. Neither code nor arm is written down. */
export interface DowntimeOpening {
  readonly packId: string;
  readonly envelope: number;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  /** What lay in the envelope is what the list has at its place. */
  readonly trueToList: boolean;
  readonly shownBy: PersonId;
  readonly shownAt: Instant;
}

export const DowntimeOpenings = new EntitySchema<DowntimeOpening>({
  name: 'downtime_opening',
  columns: {
    packId: identifier('pack_id', { primary: true }),
    envelope: whole('envelope', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    trueToList: flag('true_to_list'),
    shownBy: text('shown_by'),
    shownAt: instantColumn('shown_at'),
  },
});
