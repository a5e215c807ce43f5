import { EntitySchema } from 'typeorm';
import type { Instant, PersonId, SiteId, TrialId } from '@trial/kernel';
import { flag, identifier, instantColumn, primaryIdentifier, text, words } from '@trial/persistence';

/** That somebody was given a report by arm (UB1). What it said is not written down. */
export interface ReportReading {
  readonly id: string;
  readonly trialId: TrialId;
  readonly dataCutId: string;
  readonly report: string;
  /** Whose participants. */
  readonly sites: readonly SiteId[];
  /** Letters stood for the arms. */
  readonly coded: boolean;
  readonly readBy: PersonId;
  readonly role: string;
  readonly organisation: string;
  readonly reason: string;
  readonly readAt: Instant;
}

export const ReportReadings = new EntitySchema<ReportReading>({
  name: 'report_reading',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    dataCutId: identifier('data_cut_id'),
    report: text('report'),
    sites: words('sites'),
    coded: flag('coded'),
    readBy: text('read_by'),
    role: text('role'),
    organisation: text('organisation'),
    reason: text('reason'),
    readAt: instantColumn('read_at'),
  },
});
