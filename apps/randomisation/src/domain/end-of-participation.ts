import { Rejection, type Instant } from '@trial/kernel';
import type { Participant, ParticipantStatus, SafetyContact, WithdrawnFrom } from './participant.js';

export interface Withdrawal {
  readonly from: readonly WithdrawnFrom[];
  /** Null when the question does not arise: nothing was given yet, or the visits go on. */
  readonly safetyContact: SafetyContact | null;
}

/** What still happens with a participant: visits, contact for safety only, or nothing. */
export type FollowUp = 'visits' | 'safety-contact' | 'none';

/** The last visit was done. `Rejection('not-in-follow-up')` unless the participant was treated and is still here. */
export function complete(participant: Participant, now: Instant): Participant {
  if (participant.status !== 'treated') throw notInFollowUp();
  return { ...participant, status: 'completed', endedAt: now };
}

/** The site can no longer reach the participant. `Rejection('not-in-follow-up')` unless randomised or treated. */
export function declareLost(participant: Participant, now: Instant): Participant {
  if (participant.status !== 'randomised' && participant.status !== 'treated') throw notInFollowUp();
  return { ...participant, status: 'lost', endedAt: now };
}

/**
 * The participant died. It may become known after withdrawal or loss, and then replaces that status.
 * `Rejection`: `already-died`, `not-in-follow-up` once the trial or the screening had ended for them.
 */
export function recordDeath(participant: Participant, now: Instant): Participant {
  if (participant.status === 'died') throw new Rejection('already-died', { rule: 'the death is on record' });
  if (participant.status === 'completed' || participant.status === 'screen-failed') throw notInFollowUp();
  return { ...participant, status: 'died', endedAt: participant.endedAt ?? now };
}

/**
 * Adds to what a participant has withdrawn from; nothing is ever taken off. Leaving visits or refusing further data
 * ends participation, withdrawing samples alone does not, and samples may be withdrawn after the end as well.
 *
 * `Rejection`: `consent-missing` (nothing to withdraw), `withdrawal-scope-missing`, `already-withdrawn`,
 * `not-in-follow-up` (no visits left to withdraw from, or the participant died), `safety-contact-unanswered`.
 */
export function withdraw(participant: Participant, withdrawal: Withdrawal, now: Instant): Participant {
  const added = withdrawal.from.filter((scope) => !participant.withdrawnFrom.includes(scope));
  const leaves = added.includes('visits') || added.includes('further-data');
  const takesPart = TAKING_PART.includes(participant.status);
  checkWithdrawal(participant, withdrawal, added);

  const safetyContact = withdrawal.safetyContact ?? participant.safetyContact;
  if (leaves && takesPart && participant.treatedAt !== null && safetyContact === null) {
    throw new Rejection('safety-contact-unanswered', {
      field: 'safetyContact',
      rule: 'a treated participant who leaves is asked whether safety contact may go on',
    });
  }
  const withdrawnFrom = [...participant.withdrawnFrom, ...new Set(added)];
  if (!leaves || !takesPart) return { ...participant, withdrawnFrom, safetyContact };
  return { ...participant, withdrawnFrom, safetyContact, status: 'withdrawn', endedAt: participant.endedAt ?? now };
}

/**
 * A participant who withdrew after treatment changes their mind about safety contact, either way.
 * `Rejection('not-in-follow-up')` for anybody else.
 */
export function answerSafetyContact(participant: Participant, safetyContact: SafetyContact): Participant {
  if (participant.status !== 'withdrawn' || participant.treatedAt === null) throw notInFollowUp();
  return { ...participant, safetyContact };
}

/**
 * What is left of follow-up (S20). A participant who was randomised but never dosed keeps contact; death and loss end
 * it; withdrawal ends the visits and keeps the contact that was agreed.
 */
export function followUpOf(participant: Participant): FollowUp {
  switch (participant.status) {
    case 'treated':
      return 'visits';
    case 'randomised':
      return 'safety-contact';
    case 'withdrawn':
      return participant.safetyContact === 'agreed' ? 'safety-contact' : 'none';
    case 'screened':
    case 'consented':
    case 'eligible':
    case 'screen-failed':
    case 'completed':
    case 'lost':
    case 'died':
      return 'none';
  }
}

/** Statuses a withdrawal ends. Somebody lost may turn up to withdraw. */
const TAKING_PART: readonly ParticipantStatus[] = ['consented', 'eligible', 'randomised', 'treated', 'lost'];

function checkWithdrawal(participant: Participant, withdrawal: Withdrawal, added: readonly WithdrawnFrom[]): void {
  if (participant.consentedAt === null) {
    throw new Rejection('consent-missing', { rule: 'there is no consent to withdraw' });
  }
  if (withdrawal.from.length === 0) {
    throw new Rejection('withdrawal-scope-missing', { field: 'from', rule: 'visits, further-data or samples' });
  }
  if (added.length === 0) throw new Rejection('already-withdrawn', { rule: 'this withdrawal is on record' });
  if (participant.status === 'died') throw notInFollowUp();
  const hasVisits = TAKING_PART.includes(participant.status) || participant.status === 'withdrawn';
  if (added.includes('visits') && !hasVisits) throw notInFollowUp();
}

const notInFollowUp = (): Rejection =>
  new Rejection('not-in-follow-up', { rule: 'the participant is not in follow-up, or no longer' });
