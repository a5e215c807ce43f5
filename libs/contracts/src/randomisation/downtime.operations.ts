import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, ReasonForChange } from '../places.js';
import { RandomisedParticipant, StratificationValue } from './enrolment.operations.js';

const NUMBER = { min: 1, max: 1_000_000 };
/** Each envelope has a key that takes a tenth of a second to make, so that codes cannot be tried. */
const MOST_ENVELOPES = 40;
const ENVELOPE = { min: 1, max: MOST_ENVELOPES, description: 'The number on the envelope.' };

export class AtDowntimePack extends AtTrial {
  @Whole({ ...NUMBER, description: 'The number of the pack in the trial.' }) pack: number;
}

export class IssueDowntimePackCommand extends AtTrial {
  @Code({ description: 'The site that gets the pack.' }) siteId: string;
  @Whole({ min: 1, max: 10, description: 'Rows set aside in every stratum.' }) rows: number;
  @Words(undefined, {
    optional: true,
    description: 'Some strata alone; unless said otherwise all that a participant of the site can belong to.',
  })
  strata?: string[];
}

export class IssuedDowntimePack {
  @Whole(NUMBER) pack: number;
  @Code() siteId: string;
  @Whole(ENVELOPE) envelopes: number;
  @Moment() issuedAt: string;
}

export class DowntimeCode {
  @Whole(ENVELOPE) envelope: number;
  @Text({ max: 30, description: 'Opens this envelope and no other; twenty characters, the last one a check.' })
  code: string;
}

export class DowntimeCodes {
  @Whole(NUMBER) pack: number;
  @Code() siteId: string;
  @Parts(() => DowntimeCode, { max: MOST_ENVELOPES }) codes: DowntimeCode[];
}

export class SealedEnvelope {
  @Whole(ENVELOPE) envelope: number;
  @Text({ max: 200, description: 'The stratum of the participant it is for.' }) stratum: string;
  @Text({ max: 32, description: 'Salt of the key that its code makes, in hexadecimal.' }) salt: string;
  @Text({ max: 2_000, description: 'What it holds, encrypted; base64.' }) sealed: string;
  @Text({ max: 64, description: 'SHA-256 over all of the above, to notice damage.' }) checksum: string;
}

export class DowntimePackEnvelopes {
  @Text({ description: 'How envelopes are sealed, with its version.' }) format: string;
  @Choice(['production', 'test'], { description: 'A pack of a test holds nothing that is true of a participant.' })
  environment: string;
  @Code() trialId: string;
  @Code() siteId: string;
  @Whole(NUMBER) pack: number;
  @Moment() issuedAt: string;
  @Parts(() => SealedEnvelope, { max: MOST_ENVELOPES }) envelopes: SealedEnvelope[];
}

export class ReconcileDowntimePackCommand extends AtDowntimePack {
  @Parts(() => DowntimeCode, {
    max: MOST_ENVELOPES,
    description: 'Every envelope that was opened, with its code: the proof that it could be opened. May be empty.',
  })
  opened: DowntimeCode[];
}

export class EnvelopeReadOut {
  @Whole(ENVELOPE) envelope: number;
}

export class CloseDowntimePackCommand extends AtDowntimePack {
  @Parts(() => EnvelopeReadOut, {
    max: MOST_ENVELOPES,
    description: 'Every envelope whose code was given to anybody. May be empty.',
  })
  readOut: EnvelopeReadOut[];
}

const states = ['sealed', 'opened', 'used'] as const;
const endings = ['set-aside', 'used', 'retired', 'returned'] as const;

export class EnvelopeReport {
  @Whole(ENVELOPE) envelope: number;
  @Text({ max: 200 }) stratum: string;
  @Choice(states, { description: 'Sealed; opened, and nobody was randomised by it; used.' }) state: string;
  @Identifier({ optional: true, description: 'Who was randomised by it.' }) participantId?: string;
  @Choice(endings, { description: 'What becomes of its row: once the pack is closed it is no longer set aside.' })
  row: string;
  @Choice(['opened-unused', 'statements-differ', 'passed-over'], {
    optional: true,
    description: 'Why the row is retired.',
  })
  retiredFor?: string;
  @Words(undefined, { description: 'What does not fit together.' }) findings: string[];
}

export class DowntimePackReport {
  @Whole(NUMBER) pack: number;
  @Code() siteId: string;
  @Choice(['open', 'closed']) status: string;
  @Moment() issuedAt: string;
  @Moment({ optional: true, description: 'When the codes were shown.' }) codesShownAt?: string;
  @Moment({ optional: true, description: 'When the pharmacy last said what it had opened.' }) reconciledAt?: string;
  @Moment({ optional: true }) closedAt?: string;
  @Parts(() => EnvelopeReport, { max: MOST_ENVELOPES }) envelopes: EnvelopeReport[];
}

export class RecordDowntimeRandomisationCommand extends AtParticipant {
  @Whole({ ...NUMBER, description: 'The number of the pack.' }) pack: number;
  @Whole(ENVELOPE) envelope: number;
  @Moment({ description: 'When the participant was randomised, as the paper log has it.' }) randomisedAt: string;
  @ReasonForChange() reason: string;
  @Parts(() => StratificationValue, {
    optional: true,
    max: 20,
    description: 'One value for each stratification factor of the trial; frozen with the allocation.',
  })
  stratification?: StratificationValue[];
}

const packs = 'trials/:trialId/downtime-packs/:pack';

export class RandomisedInDowntime extends RandomisedParticipant {
  @Flag({
    optional: true,
    description: 'It was made by an envelope while randomisation was paused: recorded, because it happened.',
  })
  duringPause?: boolean;
}

export const issueDowntimePack = defineCommand({
  service: 'vault',
  name: 'issue-downtime-pack',
  route: 'POST /trials/:trialId/sites/:siteId/downtime-packs',
  summary:
    'Sets the next rows of the sealed list aside for one site, for the hours in which the platform cannot be reached',
  request: IssueDowntimePackCommand,
  result: IssuedDowntimePack,
  location: `/${packs}`,
  roles: ['list-statistician'],
  rejections: [
    'trial-unknown',
    'trial-not-active-at-site',
    'method-without-reserve',
    'stratum-unknown',
    'pack-too-large',
    'no-sealed-list',
    'pack-exists',
    'list-exhausted',
  ],
});

export const fetchDowntimeCodes = defineCommand({
  service: 'vault',
  name: 'fetch-downtime-codes',
  route: `POST /${packs}/codes`,
  summary: 'Seals the envelopes and shows their codes, once: the codes are stored nowhere',
  request: AtDowntimePack,
  result: DowntimeCodes,
  roles: ['list-statistician'],
  rejections: ['pack-unknown', 'pack-closed', 'codes-shown'],
});

export const fetchDowntimePack = defineQuery({
  service: 'vault',
  name: 'fetch-downtime-pack',
  route: `GET /${packs}/envelopes`,
  summary: 'The sealed envelopes of a pack, for the pharmacy to keep where no network is needed',
  request: AtDowntimePack,
  result: DowntimePackEnvelopes,
  roles: ['pharmacist'],
  rejections: ['pack-unknown', 'pack-closed', 'codes-not-made', 'second-person-needed'],
});

export const reconcileDowntimePack = defineCommand({
  service: 'vault',
  name: 'reconcile-downtime-pack',
  route: `POST /${packs}/reconciliation`,
  summary:
    'The pharmacy says which envelopes it opened and proves it by their codes; may be added to until the pack is closed',
  request: ReconcileDowntimePackCommand,
  result: DowntimePackReport,
  status: 200,
  roles: ['pharmacist'],
  rejections: ['pack-unknown', 'pack-closed', 'codes-not-made', 'envelope-unknown', 'code-mistyped', 'code-wrong'],
});

export const closeDowntimePack = defineCommand({
  service: 'vault',
  name: 'close-downtime-pack',
  route: `POST /${packs}/closure`,
  summary:
    'The holder of the codes says which were read out; rows nobody can have seen return to the list, the others are used or retired',
  request: CloseDowntimePackCommand,
  result: DowntimePackReport,
  status: 200,
  roles: ['list-statistician'],
  rejections: ['pack-unknown', 'pack-closed', 'pack-not-reconciled', 'second-person-needed', 'envelope-unknown'],
});

export const readDowntimePack = defineQuery({
  service: 'vault',
  name: 'read-downtime-pack',
  route: `GET /${packs}`,
  summary: 'How a pack stands: every envelope, who was randomised by it, and what does not fit together; no arm',
  request: AtDowntimePack,
  result: DowntimePackReport,
  roles: ['list-statistician', 'pharmacist'],
  rejections: ['pack-unknown'],
});

export const recordDowntimeRandomisation = defineCommand({
  service: 'randomisation',
  name: 'record-downtime-randomisation',
  route: 'POST /trials/:trialId/participants/:participantId/downtime-randomisation',
  summary: 'Records that a participant was randomised by an envelope while the platform could not be reached',
  request: RecordDowntimeRandomisationCommand,
  result: RandomisedInDowntime,
  roles: ['investigator'],
  rejections: [
    'participant-unknown',
    'not-eligible',
    'already-randomised',
    'no-sealed-list',
    'consent-missing',
    'consent-withdrawn',
    'eligibility-not-signed',
    'trial-locked',
    'not-in-screening',
    'stratification-factor-unknown',
    'stratification-value-missing',
    'stratification-level-unknown',
    'randomised-in-future',
    'randomised-before-consent',
    'randomised-before-pack',
    'pack-unknown',
    'pack-closed',
    'envelope-unknown',
    'envelope-not-of-stratum',
    'envelope-taken',
    'envelope-out-of-order',
  ],
});
