import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { flag, identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';

/** A clock of days that runs in the blinded part of the service. */
export interface ExpeditedClock {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly adverseEventId: string;
  readonly clock: 'susar-fatal' | 'susar-completion' | 'susar-other';
  readonly dueAt: Instant;
  /** Another one took it over, or it was answered: nothing is due by it any more. */
  readonly superseded: boolean;
  /** Another one took it over: it is not by this one that a report was or is due. */
  readonly replaced: boolean;
}

export const ExpeditedClocks = new EntitySchema<ExpeditedClock>({
  name: 'expedited_clock',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    adverseEventId: identifier('adverse_event_id'),
    clock: text('clock'),
    dueAt: instantColumn('due_at'),
    superseded: flag('superseded'),
    replaced: flag('replaced'),
  },
});
