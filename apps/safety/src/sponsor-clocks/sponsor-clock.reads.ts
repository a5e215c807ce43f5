import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfTrial,
  type SponsorClockPage,
  type SponsorClockView,
} from '@trial/contracts';
import { Rejection, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { In, IsNull, Not } from 'typeorm';
import { sponsorClockState, type SponsorClock } from '../domain/sponsor-clock.js';
import { sponsorBreachWasNone, standingFor } from '../domain/sponsor-clock-correction.js';
import { SponsorClockBreaches } from './sponsor-clock-breach.table.js';
import { SponsorClocks } from './sponsor-clock.table.js';

/** Where each clock comes from. */
const SOURCE: Readonly<Record<SponsorClock['clock'], string>> = {
  'urgent-safety-measure': 'urgent safety measure, calendar days after it was taken: Reg. (EU) 536/2014 art. 54',
  'serious-breach': 'serious breach, calendar days after the sponsor became aware: art. 52',
  'benefit-risk': 'unexpected event that changes benefit and risk, calendar days after awareness: art. 53',
  'annual-report':
    'annual safety report, calendar days after the day of the year of first authorisation: art. 43, ICH E2F 2.2',
};

export async function sponsorClockPage(tx: Transaction, request: PageOfTrial): Promise<SponsorClockPage> {
  const limit = pageSize(request);
  const clocks = await tx
    .rows(SponsorClocks)
    .createQueryBuilder('clock')
    .where('clock.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('clock.id::text')
    .limit(limit + 1)
    .getMany();
  return pageOf(await viewsOf(tx, clocks), limit, ({ clockId }) => clockId);
}

/** A clock of the trial, locked for change; one of another trial is as unknown as one that does not exist. */
export async function lockSponsorClock(tx: Transaction, id: string): Promise<SponsorClock> {
  const found = await tx.rows(SponsorClocks).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!found) throw new Rejection('sponsor-clock-unknown', { field: 'clockId' });
  return found;
}

/** One clock as it is shown. */
export async function viewOfClock(tx: Transaction, clock: SponsorClock): Promise<SponsorClockView> {
  const [view] = await viewsOf(tx, [clock]);
  if (!view) throw new Error('a clock has a view');
  return view;
}

/** Clocks as they are shown, each with what was told of it and whether that turned out not to be so. */
async function viewsOf(tx: Transaction, clocks: readonly SponsorClock[]): Promise<SponsorClockView[]> {
  const told = await tx.rows(SponsorClockBreaches).findBy({ clockId: In(clocks.map(({ id }) => id)) });
  const corrections = told.length > 0 ? await tx.rows(SponsorClocks).findBy({ supersedes: Not(IsNull()) }) : [];
  return clocks.map((clock) => {
    const breach = told.find(({ clockId }) => clockId === clock.id);
    if (!breach) return viewOf(clock, {}, tx.now);
    const wasNone = sponsorBreachWasNone(standingFor(clock, corrections), breach.toldAt);
    return viewOf(clock, { breachToldAt: text(breach.toldAt), ...(wasNone ? { breachWasNone: true } : {}) }, tx.now);
  });
}

type Breach = Pick<SponsorClockView, 'breachToldAt' | 'breachWasNone'>;

function viewOf(clock: SponsorClock, breach: Breach, now: Instant): SponsorClockView {
  const { id, fact, recordedBy, recordedAt, startedAt, dayZeroOn, dueOn, dueAt, trialVersion, inputs } = clock;
  const { metAt, metBy, reference, supersedes, endedAt, endedBy, endedReason } = clock;
  return {
    ...{ clockId: id, clock: clock.clock, state: sponsorClockState(clock, now), fact, recordedBy },
    recordedAt: text(recordedAt),
    startedAt: text(startedAt),
    dayZeroOn: dayZeroOn.toString(),
    dueOn: dueOn.toString(),
    dueAt: text(dueAt),
    rule: SOURCE[clock.clock],
    trialVersion,
    inputs: { ...inputs },
    ...(metAt ? { metAt: text(metAt) } : {}),
    ...(metBy ? { metBy } : {}),
    ...(reference ? { reference } : {}),
    ...(supersedes ? { supersedes } : {}),
    ...(endedAt ? { endedAt: text(endedAt) } : {}),
    ...(endedBy ? { endedBy } : {}),
    ...(endedReason ? { endedReason } : {}),
    ...breach,
  };
}

const text = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
