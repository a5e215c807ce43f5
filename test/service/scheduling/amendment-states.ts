import type { VisitImpactView } from '@trial/contracts';
import type { BootedService } from '../../support/service.js';

/** What an amendment may change of one participant: by visit code, by bell, by reminder. */
export interface State {
  readonly visits: Record<string, { targetAt: string; opensAt: string; closesAt: string; state: string }>;
  readonly bells: Record<string, string>;
  readonly reminders: Record<string, string>;
}

const windowOf = ({ targetAt, opensAt, closesAt }: NonNullable<VisitImpactView['after']>) => ({
  targetAt,
  opensAt,
  closesAt,
});

export const stateOf = async (service: Pick<BootedService, 'rows'>, participantId: string): Promise<State> => {
  const visits = await service.rows<{ visitCode: string } & State['visits'][string]>(
    `select visit_code as "visitCode", state, ${['target_at', 'opens_at', 'closes_at']
      .map((column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
      .map((text, index) => `${text} as "${['targetAt', 'opensAt', 'closesAt'][index]}"`)
      .join(', ')} from visit where participant_id = $1 order by state = 'cancelled' desc, id`,
    [participantId],
  );
  const bells = await service.rows<{ bell: string; dueAt: string }>(
    `select visit_code || ' ' || split_part(name, '-', 3) as bell, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
         from deadline join visit on visit.id::text = deadline.key where participant_id = $1 and status = 'armed' and name like 'scheduling.visit-window-%'`,
    [participantId],
  );
  const reminders = await service.rows<{ reminder: string; dueAt: string }>(
    `select visit_code || ' ' || rule || ' ' || recipient || ' ' || step as reminder, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
         from notice where participant_id = $1 and state = 'planned'`,
    [participantId],
  );
  return {
    reminders: Object.fromEntries(reminders.map(({ reminder, dueAt }) => [reminder, dueAt])),
    visits: Object.fromEntries(visits.map(({ visitCode, ...visit }) => [visitCode, visit])),
    bells: Object.fromEntries(bells.map(({ bell, dueAt }) => [bell, dueAt])),
  };
};
/** The state as the prediction says it will be. */
export const afterwards = (before: State, impacts: readonly VisitImpactView[]): State => {
  const visits = structuredClone(before.visits);
  const bells = { ...before.bells };
  const reminders = { ...before.reminders };
  // A visit whose window had closed too soon disappears, and appears anew.
  const goneFirst = [...impacts].sort((a, b) => Number(b.change === 'disappears') - Number(a.change === 'disappears'));
  for (const { visitCode, change, after, bellsAfter, remindersBefore, remindersAfter } of goneFirst) {
    const nameOf = ({ rule, recipient, step }: (typeof remindersAfter)[number]) =>
      `${visitCode} ${rule} ${recipient} ${step}`;
    for (const reminder of remindersBefore) Reflect.deleteProperty(reminders, nameOf(reminder));
    for (const reminder of remindersAfter) reminders[nameOf(reminder)] = reminder.dueAt;
    const visit = visits[visitCode];
    if (change === 'disappears' && visit) visit.state = 'cancelled';
    if (change === 'moves' && visit && after) visits[visitCode] = { ...visit, ...windowOf(after) };
    if (change === 'appears' && after) visits[visitCode] = { ...windowOf(after), state: 'planned' };
    for (const [bell, dueAt] of [
      [`${visitCode} opens`, bellsAfter.opens],
      [`${visitCode} closes`, bellsAfter.closes],
    ] as const) {
      if (dueAt === undefined) Reflect.deleteProperty(bells, bell);
      else bells[bell] = dueAt;
    }
  }
  return { visits, bells, reminders };
};

/** A bell that was due at once has rung, and its opening may have set the closing bell since. */
export const withoutRung = (
  outcome: Record<string, string> = {},
  expected: Record<string, string>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outcome).filter(([bell]) => bell in expected || !(`${bell.split(' ')[0]} opens` in expected)),
  );
