import { enrolmentWork } from './enrolment-work.js';
import { pregnancyWork } from './pregnancy-work.js';
import { safetyContactWork } from './safety-contact-work.js';
import { queryWork } from './query-work.js';
import { safetyWork } from './safety-work.js';
import { signatureWork } from './signature-work.js';
import { visitWork } from './visit-work.js';
import type { WorkRule } from './work-rule.js';

/** Everything that can be to do, and the rule that makes it so. A new kind of work is a new entry of one of these tables. */
export const workRules: readonly WorkRule[] = [
  ...enrolmentWork,
  ...visitWork,
  ...safetyWork,
  ...pregnancyWork,
  ...safetyContactWork,
  ...queryWork,
  ...signatureWork,
];

/** Rules whose work nobody can do once participation ended. */
export const rulesThatStop: readonly string[] = workRules
  .filter(({ stopsWithParticipation }) => stopsWithParticipation)
  .map(({ code }) => code);
