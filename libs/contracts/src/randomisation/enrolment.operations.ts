import { Choice, Code, Day, Flag, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, PageOfTrial, ReasonForChange } from '../places.js';

export class ScreenParticipantCommand extends AtTrial {
  @Code({ description: 'The site that screens.' }) siteId: string;
  @Day({ description: 'When screening began.' }) screenedOn: string;
  @Choice(['female', 'male']) sex: 'female' | 'male';
  @Whole({ min: 1900, max: 2100, description: 'Year of birth; the full date of birth is never asked.' })
  yearOfBirth: number;
  @Text({
    optional: true,
    min: 32,
    max: 128,
    description: 'Keyed hash made at the site, to notice the same person twice.',
  })
  personHash?: string;
}

export class ScreenedParticipant {
  @Identifier() participantId: string;
  @Code() participantCode: string;
}

export class RecordConsentCommand extends AtParticipant {
  @Code({ description: 'The version of the information sheet that was signed.' }) consentVersion: string;
  @Moment({ description: 'When it was signed.' }) consentedAt: string;
  @Words(undefined, {
    description: 'The uses of data and samples agreed to, as codes of the form; every other use was refused.',
  })
  dataUses: string[];
}

export class ParticipantStatus {
  @Identifier() participantId: string;
  @Text() status: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class CriterionAnswer {
  @Code({ description: 'The criterion, as the trial names it.' }) criterionId: string;
  @Choice(['met', 'not-met', 'not-applicable'], {
    description: 'Whether the sentence of the criterion is true of the participant.',
  })
  answer: 'met' | 'not-met' | 'not-applicable';
  @Text({
    optional: true,
    max: 200,
    description: 'The document the answer rests on; without one, the signed assessment itself is the source.',
  })
  evidence?: string;
}

export class ScreeningEvidence {
  @Code({ description: 'What was taken or done, as the trial file names it among its screening limits.' }) code: string;
  @Day({ optional: true, description: 'The day it was taken; enough where the limit is in days.' }) takenOn?: string;
  @Moment({ optional: true, description: 'When it was taken; needed where the limit is in hours.' }) takenAt?: string;
}

export class AssessEligibilityCommand extends AtParticipant {
  @Parts(() => CriterionAnswer, { min: 1, max: 100 }) criteria: CriterionAnswer[];
  @Parts(() => ScreeningEvidence, {
    optional: true,
    max: 50,
    description: 'When the evidence was taken; a later assessment adds to it or replaces it.',
  })
  evidence?: ScreeningEvidence[];
}

export class EligibilityOutcome {
  @Choice(['eligible', 'ineligible']) outcome: string;
  @Words(undefined, { description: 'The criteria against entry.' }) failed: string[];
  @Text() status: string;
}

export class StratificationValue {
  @Code({ description: 'The stratification factor, as the trial names it.' }) factor: string;
  @Code({ description: 'The level that was signed for this participant.' }) level: string;
}

export class RandomiseParticipantCommand extends AtParticipant {
  @Parts(() => StratificationValue, {
    optional: true,
    max: 20,
    description: 'One value for each stratification factor of the trial; frozen with the allocation.',
  })
  stratification?: StratificationValue[];
}

export class RandomisedParticipant {
  @Identifier() participantId: string;
  @Text() status: string;
  @Moment() randomisedAt: string;
}

export class ContinuedContact {
  @Flag({ description: 'Safety contact may go on to the last visit.' }) safetyContact: boolean;
  @Flag({ description: 'Further data may be collected.' }) furtherData: boolean;
  @Flag({ description: 'Stored samples may be kept and used.' }) storedSamples: boolean;
}

export class EndParticipationCommand extends AtParticipant {
  @Choice(['completed', 'withdrawn', 'lost', 'died']) as: 'completed' | 'withdrawn' | 'lost' | 'died';
  @Moment() endedAt: string;
  @ReasonForChange() reason: string;
  @Part(() => ContinuedContact, {
    optional: true,
    description: 'For a withdrawal: what the participant still agrees to.',
  })
  continues?: ContinuedContact;
}

export class ParticipantView {
  @Identifier() participantId: string;
  @Code() participantCode: string;
  @Code() siteId: string;
  @Text() status: string;
  @Choice(['female', 'male']) sex: 'female' | 'male';
  @Whole({ min: 1900, max: 2100 }) yearOfBirth: number;
  @Whole({ optional: true, min: 1, max: 1_000, description: 'The trial version stored at consent.' })
  trialVersion?: number;
  @Day() screenedOn: string;
  @Moment({ optional: true }) consentedAt?: string;
  @Moment({ optional: true }) randomisedAt?: string;
  @Moment({ optional: true }) treatedAt?: string;
  @Moment({ optional: true, description: 'When it was decided that the participant will not be treated.' })
  treatmentRuledOutAt?: string;
  @Day({
    optional: true,
    description:
      'Of one participant who waits for treatment: not before this day, by the distance between the first participants.',
  })
  earliestTreatmentOn?: string;
  @Moment({ optional: true }) endedAt?: string;
  @Words(['visits', 'further-data', 'samples'], { description: 'What the participant has withdrawn from.' })
  withdrawnFrom: string[];
  @Choice(['agreed', 'declined'], {
    optional: true,
    description: 'Whether safety contact goes on after a withdrawal.',
  })
  safetyContact?: string;
  @Flag({ description: 'Whether it is on record that the randomisation should not have happened.' })
  randomisedInError: boolean;
  @Code({ optional: true, description: 'The arm, in an open-label trial only.' }) arm?: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class ParticipantPage {
  @Parts(() => ParticipantView) items: ParticipantView[];
  @Text({ optional: true }) nextCursor?: string;
}

const siteStaff = ['investigator', 'study-nurse'] as const;
const participantReaders = [...siteStaff, 'monitor', 'data-manager', 'safety-physician', 'pharmacist'] as const;
const at = 'trials/:trialId/participants';

export const screenParticipant = defineCommand({
  service: 'randomisation',
  name: 'screen-participant',
  route: `POST /trials/:trialId/sites/:siteId/participants`,
  summary: 'Enters a person in the screening log',
  request: ScreenParticipantCommand,
  result: ScreenedParticipant,
  location: `/${at}/:participantId`,
  roles: siteStaff,
  rejections: [
    'trial-locked',
    'trial-unknown',
    'trial-not-active-at-site',
    'site-unknown',
    'person-already-screened',
    'screened-in-future',
    'year-of-birth-impossible',
    'site-code-malformed',
  ],
});

export const recordConsent = defineCommand({
  service: 'randomisation',
  name: 'record-consent',
  route: `POST /${at}/:participantId/consents`,
  summary: 'Records consent, with the version that was signed',
  request: RecordConsentCommand,
  result: ParticipantStatus,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'trial-not-active-at-site',
    'consent-version-unknown',
    'data-use-unknown',
    'required-use-refused',
    'consent-in-future',
    'consent-out-of-order',
    'not-in-screening',
    'not-in-follow-up',
  ],
});

export const assessEligibility = defineCommand({
  service: 'randomisation',
  name: 'assess-eligibility',
  route: `POST /${at}/:participantId/eligibility-assessments`,
  summary: 'Signs the answer to every eligibility criterion; there are no waivers',
  request: AssessEligibilityCommand,
  result: EligibilityOutcome,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'consent-missing',
    'criterion-unknown',
    'criterion-answered-twice',
    'criterion-unanswered',
    'evidence-missing',
    'evidence-unknown',
    'evidence-given-twice',
    'evidence-date-missing',
    'evidence-in-future',
    'not-in-screening',
  ],
});

export const randomiseParticipant = defineCommand({
  service: 'randomisation',
  name: 'randomise-participant',
  route: `POST /${at}/:participantId/randomisation`,
  summary: 'Gives an eligible participant the next position of the sealed list; the answer does not say which',
  request: RandomiseParticipantCommand,
  result: RandomisedParticipant,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'not-eligible',
    'already-randomised',
    'no-sealed-list',
    'list-exhausted',
    'consent-missing',
    'consent-withdrawn',
    'eligibility-not-signed',
    'evidence-expired',
    'randomisation-paused',
    'stratum-closed',
    'trial-full',
    'site-full',
    'stratum-full',
    'clock-went-back',
    'not-in-screening',
    'stratification-factor-unknown',
    'stratification-value-missing',
    'stratification-level-unknown',
  ],
});

export const endParticipation = defineCommand({
  service: 'randomisation',
  name: 'end-participation',
  route: `POST /${at}/:participantId/end-of-participation`,
  summary: 'Records completion, withdrawal, loss to follow-up or death',
  request: EndParticipationCommand,
  result: ParticipantStatus,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'not-in-follow-up',
    'ended-in-future',
    'continued-contact-missing',
    'contact-answered-before-end',
  ],
});

export const readParticipant = defineQuery({
  service: 'randomisation',
  name: 'read-participant',
  route: `GET /${at}/:participantId`,
  summary: 'One participant, without the allocation unless the trial is open-label',
  request: AtParticipant,
  result: ParticipantView,
  roles: participantReaders,
  rejections: ['participant-unknown'],
});

export const listParticipants = defineQuery({
  service: 'randomisation',
  name: 'list-participants',
  route: `GET /${at}`,
  summary: 'The screening and enrolment log of the sites you may see',
  request: PageOfTrial,
  result: ParticipantPage,
  roles: participantReaders,
  rejections: ['cursor-not-readable'],
});
