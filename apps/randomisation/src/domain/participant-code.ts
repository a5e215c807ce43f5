import { Rejection } from '@trial/kernel';

/** Site code and running number, `UMCU-001`: what people see and say. Derived from nothing personal (PV3). */
export type ParticipantCode = string;

/**
 * The code of the n-th person screened at a site. The caller counts per site and trial and never gives a number twice,
 * also not the number of someone who failed screening. Three digits, more when a site needs them.
 *
 * @param siteCode two to eight capital letters or digits, beginning with a letter; `Rejection('site-code-malformed')`.
 * @param runningNumber from 1; `Rejection('running-number-out-of-range')`.
 */
export function participantCode(siteCode: string, runningNumber: number): ParticipantCode {
  if (!SITE_CODE.test(siteCode)) {
    throw new Rejection('site-code-malformed', { rule: 'two to eight capital letters or digits, a letter first' });
  }
  if (!Number.isSafeInteger(runningNumber) || runningNumber < 1) {
    throw new Rejection('running-number-out-of-range', { rule: 'participants of a site are numbered from 1' });
  }
  return `${siteCode}-${String(runningNumber).padStart(3, '0')}`;
}

/** Whether a text is a participant code as `participantCode` writes it. */
export const isParticipantCode = (text: string): boolean => PARTICIPANT_CODE.test(text);

const SITE_CODE = /^[A-Z][A-Z0-9]{1,7}$/;
const PARTICIPANT_CODE = /^[A-Z][A-Z0-9]{1,7}-(?!000$)(?:\d{3}|[1-9]\d{3,})$/;
