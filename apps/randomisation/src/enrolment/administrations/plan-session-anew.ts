import type { Transaction } from '@trial/persistence';
import { Not } from 'typeorm';
import { planAnew, type Administration, type InjectionPoint } from '../../domain/administration.js';
import { Injections } from './injection.table.js';

/** Plans a session on record by this map (`planAnew`); returns how complete it is by it, nothing of what was no session. */
export async function planSessionAnew(
  tx: Transaction,
  administrationId: string,
  map: readonly InjectionPoint[],
): Promise<Partial<Pick<Administration, 'completeness'>>> {
  const rows = tx.rows(Injections);
  const [first, ...others] = await rows.findBy({ administrationId });
  if (!first) return {};
  const { injections, completeness } = planAnew([first, ...others], map);
  for (const injection of injections) {
    const { injectionSite, plannedMicrolitres } = injection;
    if ([first, ...others].some((known) => known.injectionSite === injectionSite))
      await rows.update(
        { administrationId, injectionSite, plannedMicrolitres: Not(plannedMicrolitres) },
        { plannedMicrolitres },
      );
    else await rows.insert(injection);
  }
  return { completeness };
}
