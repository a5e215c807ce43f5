import {
  adverseEventCandidateRaisedV2,
  adverseEventConfirmed,
  adverseEventRefuted,
  adverseEventRegraded,
  clockMet,
  clockStarted,
  clockSuperseded,
  regradingSettled,
  pauseProposalSettled,
  pauseProposed,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  type DataOf,
  type Role,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { endOfDayAfter, hoursAfter, lastInstantOf } from '../domain/worklist/work-due.js';
import { ending, on, type WorkRule } from './work-rule.js';

type Clock = DataOf<typeof clockStarted>['clock'];
type SponsorClock = DataOf<typeof sponsorClockStarted>['clock'];
type Proposed = DataOf<typeof pauseProposed>['kind'];

/** One rule for each clock: the law gives each its own answer and its own person. */
const clockWork = (
  clock: Clock,
  unit: 'hours' | 'days',
  roles: readonly Role[],
  text: string,
  law: string,
): WorkRule => ({
  code: `clock-${clock}`,
  thing: 'clock',
  kind: 'safety-report',
  roles,
  text,
  source: () => law,
  stopsWithParticipation: false,
  begins: on(clockStarted, ({ data: { clockId, adverseEventId, dueAt, ...data } }) =>
    data.clock === clock
      ? [{ about: clockId, what: clock, dueAt: lastInstantOf(instant(dueAt), unit), adverseEventId, clockId }]
      : [],
  ),
  ends: [clockMet, clockSuperseded].map((ended) =>
    on(ended, ({ data }) => (data.clock === clock ? [data.clockId] : [])),
  ),
});

/** The same for a clock of the whole trial. */
const sponsorClockWork = (clock: SponsorClock, text: string, law: string): WorkRule => ({
  code: `clock-${clock}`,
  thing: 'sponsor-clock',
  kind: 'safety-report',
  roles: ['safety-physician', 'pharmacovigilance-officer'],
  text,
  source: () => law,
  ofTrial: true,
  stopsWithParticipation: false,
  begins: on(sponsorClockStarted, ({ data: { clockId, dueAt, ...data } }) =>
    data.clock === clock
      ? [{ about: clockId, what: clock, dueAt: lastInstantOf(instant(dueAt), 'days'), clockId }]
      : [],
  ),
  ends: ending(
    ({ clockId }: { clockId: string }) => clockId,
    sponsorClockMet,
    sponsorClockSuperseded,
    sponsorClockWithdrawn,
  ),
});

/**
 * A proposal waits until it is decided, is withdrawn or another takes its place. How long it may, no trial file says: `days`
 * is what this platform asks for.
 */
const decisionWork = (kind: Proposed, days: number, code: string, text: string, source: string): WorkRule => ({
  code,
  thing: 'pause-proposal',
  kind: 'safety-report',
  roles: ['safety-physician'],
  text,
  source: () => source,
  stopsWithParticipation: false,
  begins: on(pauseProposed, ({ data: { proposalId, rule, ...data }, at, zone }) =>
    data.kind === kind ? [{ about: proposalId, what: rule, dueAt: endOfDayAfter(at, days, zone) }] : [],
  ),
  ends: ending(({ proposalId }: { proposalId: string }) => proposalId, pauseProposalSettled),
});

/** A breach ends nothing: the clock runs on, overdue, until it is answered. */
export const safetyWork: readonly WorkRule[] = [
  {
    code: 'candidate-waits',
    thing: 'candidate',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'An adverse event that a result or a form proposes is confirmed or refuted within the hours for a serious one.',
    source: () => 'Regulation (EU) 536/2014 art. 41(2); trial file, reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(adverseEventCandidateRaisedV2, ({ data: { adverseEventId, term }, at, trial }) => [
      {
        about: adverseEventId,
        what: term,
        dueAt: hoursAfter(at, trial.reporting.saeToSponsorHours),
        adverseEventId,
      },
    ]),
    ends: ending(
      ({ adverseEventId }: { adverseEventId: string }) => adverseEventId,
      adverseEventConfirmed,
      adverseEventRefuted,
    ),
  },
  {
    code: 'regrading-waits',
    thing: 'regrading',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'A confirmed event whose result was corrected since and is graded otherwise is revised, or its grade is kept with reason.',
    source: () => 'Regulation (EU) 536/2014 art. 41(2); trial file, reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(adverseEventRegraded, ({ data: { regradingId, adverseEventId, term }, at, trial }) => [
      { about: regradingId, what: term, dueAt: hoursAfter(at, trial.reporting.saeToSponsorHours), adverseEventId },
    ]),
    ends: ending(({ regradingId }: { regradingId: string }) => regradingId, regradingSettled),
  },
  {
    code: 'local-finding-to-link',
    thing: 'local-finding',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'A local finding without a proposal is linked to its adverse event within the hours for a serious one.',
    source: () => 'Trial file, localToxicity.items.proposal and reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(localFindingFound, ({ data: { findingId, item, visitCode, adverseEventId }, at, trial }) =>
      adverseEventId === undefined
        ? [{ about: findingId, what: item, dueAt: hoursAfter(at, trial.reporting.saeToSponsorHours), visitCode }]
        : [],
    ),
    ends: ending(({ findingId }: { findingId: string }) => findingId, localFindingLinked, localFindingWithdrawn),
  },
  clockWork(
    'sae-to-sponsor',
    'hours',
    ['investigator', 'safety-physician'],
    'A serious adverse event, or one of a special interest that always goes there, reaches the sponsor before its clock runs out.',
    'Regulation (EU) 536/2014 art. 41(2)',
  ),
  clockWork(
    'susar-fatal',
    'days',
    ['pharmacovigilance-officer'],
    'A fatal or life-threatening event is assessed for an expedited report before its clock runs out.',
    'Regulation (EU) 536/2014 art. 42(2)(a)',
  ),
  clockWork(
    'susar-completion',
    'days',
    ['pharmacovigilance-officer'],
    'The assessment of a fatal or life-threatening event is completed before its clock runs out.',
    'Regulation (EU) 536/2014 Annex III 2.4',
  ),
  clockWork(
    'susar-other',
    'days',
    ['pharmacovigilance-officer'],
    'A serious event that was not expected is assessed for an expedited report before its clock runs out.',
    'Regulation (EU) 536/2014 art. 42(2)(b)',
  ),
  sponsorClockWork(
    'urgent-safety-measure',
    'A measure taken at once for safety is notified before its clock runs out.',
    'Regulation (EU) 536/2014 art. 54',
  ),
  sponsorClockWork(
    'serious-breach',
    'A serious breach is notified before its clock runs out.',
    'Regulation (EU) 536/2014 art. 52',
  ),
  sponsorClockWork(
    'benefit-risk',
    'An unexpected event that changes benefit and risk is notified before its clock runs out.',
    'Regulation (EU) 536/2014 art. 53',
  ),
  sponsorClockWork(
    'annual-report',
    'The annual safety report is submitted before its clock runs out.',
    'Regulation (EU) 536/2014 art. 43; ICH E2F 2.2',
  ),
  decisionWork(
    'pause',
    1,
    'pause-to-decide',
    'A pause that a stopping rule proposes is signed or dismissed by the end of the next day.',
    'trial file, stopping.pauseProposals',
  ),
  decisionWork(
    'safety-look',
    14,
    'safety-look-to-hold',
    'The safety board looks at the data, and what it advised is signed, within fourteen days.',
    'trial file, stopping.safetyLooks',
  ),
];
