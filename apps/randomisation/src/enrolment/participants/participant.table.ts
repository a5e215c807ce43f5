import { EntitySchema } from 'typeorm';
import { flag, instantColumn, plainDateColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { Participant } from '../../domain/participant.js';

/**
 * A participant as stored: with the keyed hash of the person, where the site gave one, a count of changes, and the arm in
 * an open-label trial.
 */
export type ParticipantRow = Participant & {
  readonly personHash: string | null;
  readonly version: number;
  readonly arm: string | null;
};

export const Participants = new EntitySchema<ParticipantRow>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    code: text('code'),
    yearOfBirth: whole('year_of_birth'),
    sex: text('sex'),
    status: text('status'),
    screenedOn: plainDateColumn('screened_on'),
    consentedAt: instantColumn('consented_at', { nullable: true }),
    trialVersion: whole('trial_version', { nullable: true }),
    randomisedAt: instantColumn('randomised_at', { nullable: true }),
    randomisedInError: flag('randomised_in_error'),
    treatedAt: instantColumn('treated_at', { nullable: true }),
    treatmentRuledOutAt: instantColumn('treatment_ruled_out_at', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
    withdrawnFrom: words('withdrawn_from'),
    safetyContact: text('safety_contact', { nullable: true }),
    personHash: text('person_hash', { nullable: true }),
    version: whole('version'),
    arm: text('arm', { nullable: true }),
  },
  uniques: [
    { name: 'participant_code_once', columns: ['trialId', 'code'] },
    { name: 'participant_person_once', columns: ['trialId', 'personHash'] },
  ],
});
