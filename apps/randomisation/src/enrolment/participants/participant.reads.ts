import {
  keyAfter,
  pageOf,
  pageSize,
  type AtParticipant,
  type PageOfTrial,
  type ParticipantPage,
  type ParticipantView,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';

/** One participant as sites and monitors see them; `Rejection('participant-unknown')`. */
export async function participantView(
  tx: Transaction,
  { trialId, participantId }: AtParticipant,
): Promise<ParticipantView> {
  const [row] = await tx.query<Row>(`${VIEW} where trial_id = $1 and id = $2`, [trialId, participantId]);
  if (!row) throw new Rejection('participant-unknown', { field: 'participantId' });
  return viewOf(row);
}

/** The screening and enrolment log of the sites the caller may see, by participant code. */
export async function participantPage(tx: Transaction, request: PageOfTrial): Promise<ParticipantPage> {
  const limit = pageSize(request);
  const rows = await tx.query<Row>(
    `${VIEW} where trial_id = $1 and code collate "C" > $2 order by code collate "C" limit $3`,
    [request.trialId, keyAfter(request.cursor), limit + 1],
  );
  return pageOf(rows.map(viewOf), limit, ({ participantCode }) => participantCode);
}

type Optional = 'trialVersion' | 'earliestTreatmentOn' | Moments | 'safetyContact' | 'arm';
type Moments = 'consentedAt' | 'randomisedAt' | 'treatedAt' | 'treatmentRuledOutAt' | 'endedAt';
type Row = Omit<ParticipantView, Optional> & { readonly known: Pick<ParticipantView, Optional> };

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const VIEW = `
  select id as "participantId", code as "participantCode", site_id as "siteId", status, sex,
         year_of_birth as "yearOfBirth", to_char(screened_on, 'YYYY-MM-DD') as "screenedOn",
         withdrawn_from as "withdrawnFrom", randomised_in_error as "randomisedInError", version,
         jsonb_strip_nulls(jsonb_build_object(
           'trialVersion', trial_version, 'consentedAt', ${moment('consented_at')},
           'randomisedAt', ${moment('randomised_at')}, 'treatedAt', ${moment('treated_at')},
           'treatmentRuledOutAt', ${moment('treatment_ruled_out_at')},
           'endedAt', ${moment('ended_at')}, 'safetyContact', safety_contact, 'arm', arm)) as known
    from participant`;

const viewOf = ({ known, ...always }: Row): ParticipantView => ({ ...always, ...known });
