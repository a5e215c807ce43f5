import {
  compareInstants,
  isAfter,
  isBefore,
  Rejection,
  type Instant,
  type ParticipantId,
  type PersonId,
} from '@trial/kernel';
import type { Participant } from './participant.js';

/** A version of the consent form of the trial file, with the uses of data it asks for (PV7). */
export interface ConsentForm {
  readonly version: string;
  readonly uses: readonly {
    /** For example `main`, `biobank`, `sharing-outside-eu`. */
    readonly code: string;
    /** Without a required use nobody takes part; any other may be refused. */
    readonly required: boolean;
  }[];
}

/** One signed form. Never changed: a new signature is a new consent. */
export interface Consent {
  readonly participantId: ParticipantId;
  readonly formVersion: string;
  /** Codes of the uses agreed to; every other use the form asks for was refused. */
  readonly granted: readonly string[];
  readonly signedAt: Instant;
  /** The person who informed the participant and countersigned. */
  readonly takenBy: PersonId;
}

/**
 * Takes a first consent, or a re-consent after an amendment or a changed mind about a use of data. The first one moves
 * the participant from screened to consented; each one sets the trial version that later records go by.
 *
 * @param form the version in force at the site; @param earlier all consents of this participant so far.
 * `Rejection`: `not-in-screening` or `not-in-follow-up` (they have left), `consent-version-unknown` (not the one in
 * force), `data-use-unknown`, `required-use-refused`, `consent-in-future`, `consent-out-of-order`.
 */
export function giveConsent(
  participant: Participant,
  consent: Consent,
  form: ConsentForm,
  trialVersion: number,
  earlier: readonly Consent[],
  now: Instant,
): Participant {
  checkForm(consent, form);
  const latest = latestConsent(earlier);
  if (isAfter(consent.signedAt, now)) {
    throw new Rejection('consent-in-future', { field: 'signedAt', rule: 'a signature has been given' });
  }
  if (latest && !isAfter(consent.signedAt, latest.signedAt)) {
    throw new Rejection('consent-out-of-order', { field: 'signedAt', rule: 'a new consent follows the earlier one' });
  }
  switch (participant.status) {
    case 'screened':
      return { ...participant, status: 'consented', consentedAt: consent.signedAt, trialVersion };
    case 'consented':
    case 'eligible':
    case 'randomised':
    case 'treated':
      return { ...participant, trialVersion };
    case 'screen-failed':
      throw new Rejection('not-in-screening', { rule: 'screening of this participant has ended' });
    case 'completed':
    case 'withdrawn':
    case 'lost':
    case 'died':
      throw new Rejection('not-in-follow-up', { rule: 'the participant has left the trial' });
  }
}

/** Whether the form in force still has to be signed. */
export const needsConsent = (consents: readonly Consent[], form: ConsentForm): boolean =>
  latestConsent(consents)?.formVersion !== form.version;

/** Whether the latest consent grants a use of data. Without consent nothing is granted. */
export const mayUse = (consents: readonly Consent[], use: string): boolean =>
  latestConsent(consents)?.granted.includes(use) ?? false;

/**
 * Nothing is done to a person for the trial before they consented (ICH E6; R11). Evidence of ordinary care, such as an
 * X-ray made before referral, is not a trial procedure and need not be asked here.
 * `Rejection`: `consent-missing`, `procedure-before-consent`.
 */
export function checkConsentPrecedes(participant: Pick<Participant, 'consentedAt'>, performedAt: Instant): void {
  if (participant.consentedAt === null) {
    throw new Rejection('consent-missing', { rule: 'consent is signed before any trial procedure' });
  }
  if (isBefore(performedAt, participant.consentedAt)) {
    throw new Rejection('procedure-before-consent', { rule: 'a trial procedure follows the signature of consent' });
  }
}

/** The consent somebody took part by at a moment: the last one signed by then; before the first that one. */
export function consentAt<Signed extends Pick<Consent, 'signedAt'>>(
  consents: readonly Signed[],
  at: Instant,
): Signed | undefined {
  const inOrder = [...consents].sort((a, b) => compareInstants(a.signedAt, b.signedAt));
  return inOrder.filter(({ signedAt }) => !isAfter(signedAt, at)).at(-1) ?? inOrder[0];
}

const latestConsent = (consents: readonly Consent[]): Consent | undefined =>
  [...consents].sort((a, b) => compareInstants(a.signedAt, b.signedAt)).at(-1);

function checkForm({ formVersion, granted }: Consent, form: ConsentForm): void {
  if (formVersion !== form.version) {
    throw new Rejection('consent-version-unknown', {
      field: 'formVersion',
      rule: `version ${form.version} is in force`,
    });
  }
  const unknown = granted.find((code) => !form.uses.some((use) => use.code === code));
  if (unknown !== undefined) {
    throw new Rejection('data-use-unknown', { field: unknown, rule: 'a use of data the form asks for' });
  }
  const refused = form.uses.find(({ code, required }) => required && !granted.includes(code));
  if (refused) {
    throw new Rejection('required-use-refused', { field: refused.code, rule: 'nobody takes part without this use' });
  }
}
