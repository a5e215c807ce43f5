import type { AccessGrantPage, ListAccessGrants } from '@trial/contracts';
import { keyAfter, pageOf, pageSize } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { DataSource } from 'typeorm';

export interface GrantInForce {
  readonly id: string;
  readonly trialId: string;
  readonly role: string;
  readonly sites: string[];
  readonly organisation: string;
  readonly zone: string;
  readonly participantId: string | null;
  /** When it runs out, if that is known already. */
  readonly until: string | null;
}

/** What a person may do at a moment, in one trial or, without one, anywhere. */
export const grantsInForce = (
  dataSource: DataSource,
  personId: string,
  trialId: string | undefined,
  at: string,
): Promise<GrantInForce[]> =>
  dataSource.query(
    `select id, trial_id as "trialId", role, sites, organisation, zone, participant_id as "participantId",
            to_json(valid_until) #>> '{}' as "until"
       from access_grant
      where person_id = $1 and ($2::text is null or trial_id = $2) and ${inForce('$3')}
      order by id`,
    [personId, trialId ?? null, at],
  );

/** Whether every one of these grants is in force at a moment. */
export async function allInForce(dataSource: DataSource, grantIds: readonly string[], at: string): Promise<boolean> {
  const found = await dataSource.query<unknown[]>(
    `select 1 from access_grant where id = any($1::uuid[]) and ${inForce('$2')}`,
    [grantIds, at],
  );
  return found.length === grantIds.length;
}

/** A condition on `access_grant`: in force at a parameter such as `$2`. */
export const inForce = (at: string): string => `valid_from <= ${at} and (valid_until is null or valid_until > ${at})`;

export async function accessGrantPage(tx: Transaction, request: ListAccessGrants): Promise<AccessGrantPage> {
  const limit = pageSize(request);
  const rows = await tx.query<Row>(
    `select id as "grantId", trial_id as "trialId", person_id as "personId", role, sites, organisation, zone,
            to_json(valid_from) #>> '{}' as "from", to_json(valid_until) #>> '{}' as "until"
       from access_grant where trial_id = $1 and id::text > $2 order by id::text limit $3`,
    [request.trialId, keyAfter(request.cursor), limit + 1],
  );
  const { items, ...rest } = pageOf(rows, limit, ({ grantId }) => grantId);
  return { items: items.map(({ until, ...grant }) => (until === null ? grant : { ...grant, until })), ...rest };
}

type Row = Omit<AccessGrantPage['items'][number], 'until'> & { until: string | null };
