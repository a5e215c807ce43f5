import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfTrial,
  type SponsorClockPage,
  type SponsorClockView,
} from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { sponsorClockState, type SponsorClock } from '../domain/sponsor-clock.js';
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
  return pageOf(
    clocks.map((clock) => sponsorClockView(clock, tx.now)),
    limit,
    ({ clockId }) => clockId,
  );
}

/** One clock as it is shown. */
export function sponsorClockView(clock: SponsorClock, now: Instant): SponsorClockView {
  const { id, fact, recordedBy, recordedAt, startedAt, dayZeroOn, dueOn, dueAt, trialVersion, inputs } = clock;
  const { metAt, metBy, reference } = clock;
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
  };
}

const text = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
