import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import type { Participant, ParticipantStatus, SafetyContact, WithdrawnFrom } from './participant.js';

export interface Withdrawal {
  readonly from: readonly WithdrawnFrom[];
  /** Null when the question does not arise: nothing was given yet, or the visits go on. */
  readonly safetyContact: SafetyContact | null;
}

/**
 * The last visit was done. Here and below `endedAt` is when it happened and `now` when it is recorded.
 * `Rejection`: `not-in-follow-up` unless the participant is still here, and was treated or never will be;
 * `ended-in-future`.
 */
export function complete(participant: Participant, endedAt: Instant, now: Instant): Participant {
  const isNeverTreated = participant.status === 'randomised' && participant.treatmentRuledOutAt !== null;
  if (participant.status !== 'treated' && !isNeverTreated) throw notInFollowUp();
  return { ...participant, status: 'completed', ...ended(endedAt, now) };
}

/**
 * The site can no longer reach the participant.
 * `Rejection`: `not-in-follow-up` unless randomised or treated, `ended-in-future`.
 */
export function declareLost(participant: Participant, endedAt: Instant, now: Instant): Participant {
  if (participant.status !== 'randomised' && participant.status !== 'treated') throw notInFollowUp();
  return { ...participant, status: 'lost', ...ended(endedAt, now) };
}

/**
 * The participant died. It may become known after withdrawal or loss; it then replaces that status, and the end of
 * participation stays where it was. `Rejection`: `not-in-follow-up` once the trial or the screening had ended for them
 * or the death is on record, `ended-in-future`.
 */
export function recordDeath(participant: Participant, endedAt: Instant, now: Instant): Participant {
  const { status } = participant;
  if (status === 'completed' || status === 'screen-failed' || status === 'died') throw notInFollowUp();
  return { ...participant, status: 'died', endedAt: participant.endedAt ?? ended(endedAt, now).endedAt };
}

/**
 * Adds to what a participant has withdrawn from; nothing is ever taken off. Leaving visits or refusing further data
 * ends participation, withdrawing samples alone does not, and samples may be withdrawn after the end as well.
 *
 * `Rejection`: `continued-contact-missing` (nothing to withdraw from was named, or a treated participant leaves and
 * was not asked about safety contact), `not-in-follow-up` (no consent, no visits left, died, or all of it is on record
 * already), `ended-in-future`.
 */
export function withdraw(
  participant: Participant,
  withdrawal: Withdrawal,
  endedAt: Instant,
  now: Instant,
): Participant {
  const added = withdrawal.from.filter((scope) => !participant.withdrawnFrom.includes(scope));
  const leaves = added.includes('visits') || added.includes('further-data');
  const takesPart = TAKING_PART.includes(participant.status);
  if (withdrawal.from.length === 0) throw continuedContactMissing('visits, further-data or samples');
  if (participant.consentedAt === null || participant.status === 'died' || added.length === 0) throw notInFollowUp();
  if (added.includes('visits') && !takesPart && participant.status !== 'withdrawn') throw notInFollowUp();

  const safetyContact = withdrawal.safetyContact ?? participant.safetyContact;
  if (leaves && takesPart && participant.treatedAt !== null && safetyContact === null) {
    throw continuedContactMissing('a treated participant who leaves is asked whether safety contact may go on');
  }
  const end = ended(endedAt, now);
  const withdrawn = { ...participant, withdrawnFrom: [...participant.withdrawnFrom, ...new Set(added)], safetyContact };
  if (!leaves || !takesPart) return withdrawn;
  return { ...withdrawn, status: 'withdrawn', endedAt: participant.endedAt ?? end.endedAt };
}

/** A withdrawal in the words of the form: leaving the visits, and what the participant still agrees to. */
export const withdrawalFromVisits = (continues: {
  readonly safetyContact: boolean;
  readonly furtherData: boolean;
  readonly storedSamples: boolean;
}): Withdrawal => ({
  from: [
    'visits',
    ...(continues.furtherData ? [] : ['further-data' as const]),
    ...(continues.storedSamples ? [] : ['samples' as const]),
  ],
  safetyContact: continues.safetyContact ? 'agreed' : 'declined',
});

/**
 * A participant who withdrew after treatment is asked again about safety contact, and answers either way; the same answer
 * once more is an answer too. `Rejection('not-in-follow-up')` for anybody else.
 */
export function answerSafetyContact(participant: Participant, safetyContact: SafetyContact): Participant {
  if (participant.status !== 'withdrawn' || participant.treatedAt === null) throw notInFollowUp();
  return { ...participant, safetyContact };
}

/**
 * An answer about safety contact was given by now, and not before the one it follows; the withdrawal is the first.
 * `Rejection`: `contact-answered-in-future`, `contact-answered-before-end`.
 */
export function checkAnsweredAt(answeredAt: Instant, before: Instant, now: Instant): void {
  const field = 'answeredAt';
  if (isAfter(answeredAt, now))
    throw new Rejection('contact-answered-in-future', { field, rule: 'what is recorded has been said' });
  if (isBefore(answeredAt, before))
    throw new Rejection('contact-answered-before-end', {
      field,
      rule: `the answer before it was given at ${before.toString()}`,
    });
}

/** Whether contact for safety goes on although the visits do not: somebody treated withdrew and agreed to it (S20). */
export const keepsSafetyContact = ({
  status,
  treatedAt,
  safetyContact,
}: Pick<Participant, 'status' | 'treatedAt' | 'safetyContact'>): boolean =>
  status === 'withdrawn' && treatedAt !== null && safetyContact === 'agreed';

/** Statuses a withdrawal ends. Somebody lost may turn up to withdraw. */
const TAKING_PART: readonly ParticipantStatus[] = ['consented', 'eligible', 'randomised', 'treated', 'lost'];

function ended(endedAt: Instant, now: Instant): { readonly endedAt: Instant } {
  if (isAfter(endedAt, now)) {
    throw new Rejection('ended-in-future', { field: 'endedAt', rule: 'what is recorded has happened' });
  }
  return { endedAt };
}

const notInFollowUp = (): Rejection =>
  new Rejection('not-in-follow-up', { rule: 'the participant is not in follow-up, or no longer' });

const continuedContactMissing = (rule: string): Rejection =>
  new Rejection('continued-contact-missing', { field: 'continues', rule });
