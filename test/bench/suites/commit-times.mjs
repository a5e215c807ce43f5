import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { withClient } from '../floor/ground.mjs';
import { untilCounted } from '../until-counted.mjs';

/** Milliseconds from cause to effect of the causes after the first `before`, once their effects are there. */
export async function effectsSince(before, wanted, timesOf) {
  let times = [];
  await untilCounted(async () => {
    times = await timesOf();
    return times.filter(({ effect }) => effect !== undefined).length;
  }, wanted);
  return times.slice(before).flatMap(({ cause, effect }) => (effect === undefined ? [] : [effect - cause]));
}

/** The causes of the outbox floor and their effects. */
export const bareTimes = async (ground) =>
  paired(
    await commitTimes(ground, 'select id, xmin from cause'),
    await commitTimes(ground, 'select id, xmin from effect'),
  );

/** Laboratory results and the candidates they raised. */
export const resultTimes = async ({ postgres }) =>
  paired(
    await commitTimes(urlOfDatabase(postgres, 'lab_biomarker'), 'select id, xmin from lab_biomarker.result'),
    await commitTimes(
      urlOfDatabase(postgres, 'safety'),
      `select source_result_id as id, xmin from safety.adverse_event where source = 'laboratory'`,
    ),
  );

/** When each row was committed, in milliseconds, oldest first. The transaction that wrote a row is its `xmin`. */
const commitTimes = (database, rowsOf) =>
  withClient(database, async (client) => {
    const { rows } = await client.query(
      `select id, extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as at from (${rowsOf}) as written order by at, id`,
    );
    return rows.map(({ id, at }) => ({ id, at: Number(at) }));
  });

function paired(causes, effects) {
  const effectAt = new Map(effects.map(({ id, at }) => [id, at]));
  return causes.map(({ id, at }) => ({ cause: at, effect: effectAt.get(id) }));
}
