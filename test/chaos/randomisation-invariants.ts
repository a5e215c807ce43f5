import type pg from 'pg';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { participantRandomised, type CloudEvent } from '@trial/contracts';

/** Makes it quick to ask what was said of one participant. */
export const SAID_OF = `
  ${['outbox_message', 'outbox_archive'].map((table) => `create index on enrolment.${table} (((event::json #>> '{data,participantId}')));`).join('\n')}
  create view said as
    ${['outbox_message', 'outbox_archive'].map((table) => `select event_id, event::json #>> '{data,participantId}' as participant_id from enrolment.${table} where type = '${participantRandomised.type}'`).join(' union all ')}`;

/** Whoever is randomised has one allocation, one randomisation of the same id and time and one event; others have none. */
const OF_PARTICIPANTS = `
  select format('participant %s is %s with %s', id, status, found) as violation from (
    select p.id, p.status, jsonb_build_object(
        'allocations', (select count(*) from vault.allocation a where a.trial_id = $1 and a.participant_id = p.id),
        'randomisations', (select count(*) from enrolment.randomisation r where r.participant_id = p.id),
        'in agreement', (select count(*) from enrolment.randomisation r
           join vault.allocation a using (id, trial_id, site_id, participant_id, stratum)
          where r.participant_id = p.id and r.randomised_at = p.randomised_at and a.allocated_at = p.randomised_at),
        'events', (select count(*) from said where participant_id = p.id::text)) as found
      from enrolment.participant p where p.trial_id = $1 and ($2::uuid[] is null or p.id = any($2))
  ) as facts
  where exists (select from jsonb_each_text(found) where value <> case status when 'randomised' then '1' else '0' end)`;

/** The n-th allocation of a stratum has its n-th position: no gap, no inversion, none given twice. */
const OF_POSITIONS = `
  select format('position %s of stratum %s was allocated as number %s', position, stratum, turn) as violation from (
    select stratum, position, row_number() over (partition by list_id, stratum order by sequence) as turn
      from vault.allocation where trial_id = $1) as given
   where position <> turn`;

const OF_STRANGERS = `
  select format('an allocation belongs to nobody: %s', participant_id) as violation
    from vault.allocation a where a.trial_id = $1
     and not exists (select from enrolment.participant p where p.id = a.participant_id and p.trial_id = $1)`;

/** What is not as it must be, in words; of everybody in the trial unless some are named. */
export async function violations(client: pg.Client, trialId: string, of?: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const ask = async (sql: string, ...parameters: unknown[]) => {
    const { rows } = await client.query<{ violation: string }>(sql, parameters);
    found.push(...rows.map(({ violation }) => violation));
  };
  await ask(OF_PARTICIPANTS, trialId, of ?? null);
  await ask(OF_POSITIONS, trialId);
  if (!of) await ask(OF_STRANGERS, trialId);
  return found;
}

/** The events of randomisations on the stream, in its order. */
export async function heard(nats: NatsConnection): Promise<{ readonly id: string; readonly participantId: string }[]> {
  const consumer = await jetstream(nats).consumers.get('randomisation', {
    filter_subjects: participantRandomised.type,
  });
  const { num_pending: many } = await consumer.info();
  const events: { id: string; participantId: string }[] = [];
  if (many === 0) return events;
  for await (const message of await consumer.fetch({ max_messages: many, expires: 10_000 })) {
    const { id, data } = message.json<CloudEvent>();
    events.push({ id, participantId: (data as { participantId: string }).participantId });
  }
  return events;
}

/** Events that are not exactly once where they were said and on the stream, by id; empty when both agree. */
export async function eventsApart(client: pg.Client, nats: NatsConnection): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select event_id as id from said');
  const events = await heard(nats);
  const times = (all: readonly { readonly id: string }[], one: string) => all.filter(({ id }) => id === one).length;
  return [...new Set([...rows, ...events].map(({ id }) => id))].filter(
    (id) => times(rows, id) !== 1 || times(events, id) !== 1,
  );
}
