import { keyAfter, pageOf, pageSize, type ClockPage, type ClockView, type PageOfTrial } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { In, Not } from 'typeorm';
import { breachWasNone } from '../domain/clock-correction.js';
import { isLate, type ReportingClock } from '../domain/reporting-clock.js';
import { type ClockKind } from '../domain/reporting-clocks.js';
import type { Placed } from '../placement/placed.js';
import { ClockBreaches } from './clock-breach.table.js';
import { ReportingClocks } from './reporting-clock.table.js';

/** Where each clock comes from. */
const SOURCE: Readonly<Record<ClockKind, string>> = {
  'sae-to-sponsor': 'serious adverse event to the sponsor, elapsed hours: Reg. (EU) 536/2014 art. 41(2)',
  'susar-fatal': 'fatal or life-threatening SUSAR, calendar days, day 0 not counted: art. 42(2)(a)',
  'susar-completion': 'completed report of a fatal or life-threatening SUSAR: annex III 2.4',
  'susar-other': 'other SUSAR, calendar days, day 0 not counted: art. 42(2)(b)',
};

export async function clockPage(tx: Transaction, request: PageOfTrial): Promise<ClockPage> {
  const limit = pageSize(request);
  const clocks = await tx
    .rows(ReportingClocks)
    .createQueryBuilder('clock')
    .where('clock.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('clock.id::text')
    .limit(limit + 1)
    .getMany();
  const breachOf = await breachesOf(tx, clocks);
  return pageOf(
    clocks.map((clock) => viewOf(clock, breachOf(clock), tx.now)),
    limit,
    ({ clockId }) => clockId,
  );
}

/** The clocks of days of an event that nothing has taken the place of. */
export async function standingDays(tx: Transaction, adverseEventId: string): Promise<ClockView[]> {
  const standing = { adverseEventId, clock: Not('sae-to-sponsor' as const), status: Not('superseded' as const) };
  const clocks = await tx.rows(ReportingClocks).find({ where: standing, order: { dueAt: 'ASC', id: 'ASC' } });
  const breachOf = await breachesOf(tx, clocks);
  return clocks.map((clock) => viewOf(clock, breachOf(clock), tx.now));
}

type Breach = Pick<ClockView, 'breachToldAt' | 'breachWasNone'>;

/** What was told of each, and whether it turned out not to be so. */
async function breachesOf(
  tx: Transaction,
  clocks: readonly ReportingClock[],
): Promise<(clock: ReportingClock) => Breach> {
  const ids = clocks.map(({ id }) => id);
  const told = await tx.rows(ClockBreaches).findBy({ clockId: In(ids) });
  const corrections = await tx.rows(ReportingClocks).findBy({ supersedes: In(ids), basis: 'correction' });
  return (clock) => {
    const breach = told.find(({ clockId }) => clockId === clock.id);
    if (!breach) return {};
    const correction = corrections.find(({ supersedes }) => supersedes === clock.id) ?? null;
    return {
      breachToldAt: text(breach.toldAt),
      ...(breachWasNone(clock, breach.toldAt, correction) ? { breachWasNone: true } : {}),
    };
  };
}

function viewOf(clock: Placed<ReportingClock>, breach: Breach, now: Instant): ClockView {
  const { id, adverseEventId, participantId, siteId, metAt, startedAt, dueAt } = clock;
  const { basis, dayZeroOn, dueOn, trialVersion, inputs } = clock;
  return {
    clockId: id,
    adverseEventId,
    participantId,
    siteId,
    clock: clock.clock,
    state: stateOf(clock, now),
    startedAt: text(startedAt),
    dueAt: text(dueAt),
    rule: SOURCE[clock.clock],
    ...(metAt ? { metAt: text(metAt) } : {}),
    basis,
    ...(dayZeroOn ? { dayZeroOn: dayZeroOn.toString() } : {}),
    ...(dueOn ? { dueOn: dueOn.toString() } : {}),
    trialVersion,
    inputs: { ...inputs },
    ...(clock.supersedes ? { supersedes: clock.supersedes } : {}),
    ...(clock.reason ? { reason: clock.reason } : {}),
    ...breach,
  };
}

/** What a reader wants to know: whether it was, or still is, in time. */
function stateOf(clock: ReportingClock, now: Instant): ClockView['state'] {
  if (clock.status === 'superseded') return 'superseded';
  if (clock.status === 'running') return isLate(clock, now) ? 'breached' : 'running';
  return clock.metAt && isLate(clock, clock.metAt) ? 'met-late' : 'met';
}

const text = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
