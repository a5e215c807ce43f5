import { signatureGiven, signatureSuperseded } from '@trial/contracts';
import { endOfDayAfter } from '../domain/worklist/work-due.js';
import { on, type WorkRule } from './work-rule.js';

/** How long a changed record may go without a signature, no trial file says: civil days of the site. */
const DAYS_TO_SIGN_AGAIN = 7;

/** What was signed and changed since is signed again; one signature answers all that it replaces. */
export const signatureWork: readonly WorkRule[] = [
  {
    code: 'signature-to-renew',
    thing: 'superseded-signature',
    kind: 'signature',
    roles: ['investigator'],
    text: 'An adverse event that changed after it was signed is signed again within seven days.',
    source: () => '21 CFR 11.70',
    stopsWithParticipation: false,
    begins: on(signatureSuperseded, ({ data: { signatureId, meaning, adverseEventId }, at, zone }) => [
      { about: signatureId, what: meaning, dueAt: endOfDayAfter(at, DAYS_TO_SIGN_AGAIN, zone), adverseEventId },
    ]),
    ends: [on(signatureGiven, ({ data: { replaces } }) => replaces)],
  },
];
