import { instant, plainDate, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { expiredEvidence, type ExpiredEvidence, type ScreeningEvidence } from '../../domain/screening-evidence.js';
import type { Participant } from '../../domain/participant.js';
import { zoneOfSite } from '../participants/zone-of-site.js';

/** What of a participant's evidence is too old at a moment; of each item counts what was said of it last. */
export async function evidenceExpiredAt(
  tx: Transaction,
  { id, siteId }: Pick<Participant, 'id' | 'siteId'>,
  trial: TrialConfiguration,
  at: Instant,
): Promise<readonly ExpiredEvidence[]> {
  const limits = trial.eligibility.screeningLimits;
  if (limits.length === 0) return [];
  const rows = await tx.query<Row>(LATEST, [id]);
  return expiredEvidence(limits, rows.map(evidenceOf), at, zoneOfSite(trial, siteId));
}

interface Row {
  readonly code: string;
  readonly takenOn: string | null;
  readonly takenAt: string | null;
}

const evidenceOf = ({ code, takenOn, takenAt }: Row): ScreeningEvidence => ({
  code,
  takenOn: takenOn === null ? null : plainDate(takenOn),
  takenAt: takenAt === null ? null : instant(takenAt),
});

const LATEST = `
  select distinct on (code) code, to_char(taken_on, 'YYYY-MM-DD') as "takenOn", to_json(taken_at) #>> '{}' as "takenAt"
    from screening_evidence where participant_id = $1
   order by code, participant_version desc`;
