import {
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyReceived,
  pregnancyReported,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { endOfDayAfter, hoursAfter } from '../domain/worklist/work-due.js';
import { ending, on, type WorkRule } from './work-rule.js';

/** How long a follow-up that is due may take, no trial file says: this is what the platform asks for, in civil days of the site. */
const DAYS_TO_ASK = 7;

/** A pregnancy is reported like a serious event, followed until its outcome is known, and an anomaly becomes an event. */
export const pregnancyWork: readonly WorkRule[] = [
  {
    code: 'pregnancy-to-sponsor',
    thing: 'pregnancy',
    kind: 'safety-report',
    roles: ['investigator', 'safety-physician'],
    text: 'The report of a pregnancy reaches the sponsor within the hours for a serious event.',
    source: () => 'Regulation (EU) 536/2014 Annex III; trial file, reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(pregnancyReported, ({ data: { pregnancyId, whose, dueAt } }) => [
      { about: pregnancyId, what: whose, dueAt: instant(dueAt) },
    ]),
    ends: ending(({ pregnancyId }: { pregnancyId: string }) => pregnancyId, pregnancyReceived),
  },
  {
    code: 'pregnancy-to-follow',
    thing: 'pregnancy-follow-up',
    kind: 'safety-report',
    roles: ['investigator', 'study-nurse'],
    text: 'The site asks how a pregnancy goes, or records how it ended.',
    source: () => 'Regulation (EU) 536/2014 Annex III',
    stopsWithParticipation: false,
    begins: on(pregnancyFollowUpDue, ({ data: { followUpId }, at, zone }) => [
      { about: followUpId, what: 'pregnancy', dueAt: endOfDayAfter(at, DAYS_TO_ASK, zone) },
    ]),
    ends: ending(({ followUpId }: { followUpId: string }) => followUpId, pregnancyFollowUpSettled),
  },
  {
    code: 'anomaly-to-report',
    thing: 'pregnancy-anomaly',
    kind: 'safety-report',
    roles: ['investigator'],
    text: 'A congenital anomaly is reported as a serious adverse event, which is linked to the pregnancy, within its hours.',
    source: () => 'Regulation (EU) 536/2014 art. 2(33) and 41(2); trial file, reporting.saeToSponsorHours',
    stopsWithParticipation: false,
    begins: on(pregnancyAnomalyFound, ({ data: { anomalyId, learnedAt }, at, trial }) => {
      const known = learnedAt === undefined ? at : instant(learnedAt);
      return [
        { about: anomalyId, what: 'congenital-anomaly', dueAt: hoursAfter(known, trial.reporting.saeToSponsorHours) },
      ];
    }),
    ends: ending(({ anomalyId }: { anomalyId: string }) => anomalyId, pregnancyAnomalySettled),
  },
];
