import { judgeDeviation, listDeviations, type DeviationView } from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';

/**
 * The one deviation of somebody that stands is judged, and before that is committed something happens after which it no
 * longer holds: both wait at its row, the judgement first. Answers what the judgement was told, and the deviation afterwards.
 */
export async function judgedMeanwhile(
  service: BootedService,
  of: { readonly trialId: string; readonly participantId: string },
  kind: string,
  happens: () => Promise<unknown>,
): Promise<{ told: DeviationView; afterwards: DeviationView }> {
  const site = { trialId: of.trialId, sites: ['UMCU', 'UMCN', 'LUMC'] };
  const standing = async () =>
    (await service.ask(listDeviations, of, site)).items.filter((deviation) => deviation.kind === kind);
  const [{ deviationId, version: expectedVersion }] = (await standing()) as [DeviationView];
  const judgement = { trialId: of.trialId, deviationId, severity: 'major', expectedVersion, reason: 'seen' } as const;
  const [told] = await asSuperuser(service.database, async (client) => {
    await client.query('begin');
    await client.query('select from scheduling.deviation where id = $1 for update', [deviationId]);
    const holder = await sessionOf(client);
    const judged = service.ask(judgeDeviation, judgement, site);
    const judging = await waitingFor(service.database, [holder]);
    const happened = happens();
    await waitingFor(service.database, [holder, ...judging]);
    await client.query('commit');
    return Promise.all([judged, happened]);
  });
  const changed = async () => (await standing()).find((deviation) => deviation.deviationId === deviationId);
  await eventually(async () => expect(await changed()).toMatchObject({ state: 'superseded' }));
  return { told, afterwards: (await changed()) as DeviationView };
}
