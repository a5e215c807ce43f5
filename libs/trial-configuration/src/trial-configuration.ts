import { z } from 'zod';
import type { DeepReadonly } from './deep-freeze.js';
import { administration, consent, eligibility, randomisation, stopping } from './enrolment.js';
import { arm, identity, masking, roles, site } from './identity.js';
import { laboratory } from './laboratory.js';
import { provenance } from './provenance.js';
import { reminders } from './reminders.js';
import { causality, ctcae, localToxicity, outcomes, reporting } from './safety.js';
import {
  amendment,
  anchor,
  assessment,
  ifNeverTreated,
  instrument,
  participantForms,
  visit,
  visitMapping,
} from './schedule.js';
import { code, count } from './shapes.js';

/** The shape of a trial file. What must hold between its parts is in `cross-checks.ts` and `visit-checks.ts`. */
export const trialFile = z.strictObject({
  id: code,
  /** The number of the protocol version as this platform counts it: 1, 2, 3 without gaps. */
  version: count,
  amendment: amendment.exactOptional(),
  identity,
  masking,
  arms: z.array(arm).min(1),
  roles,
  sites: z.array(site).min(1),
  randomisation,
  administration,
  eligibility,
  consent,
  stopping,
  anchor,
  visits: z.array(visit).min(1),
  /** Absent: an attendance counts for the visit it is labelled with, and an unscheduled one for none. */
  visitMapping: visitMapping.exactOptional(),
  assessments: z.array(assessment).min(1),
  ifNeverTreated: ifNeverTreated.exactOptional(),
  instruments: z.array(instrument),
  participantForms,
  reminders: reminders.exactOptional(),
  laboratory,
  ctcae,
  reporting,
  causality,
  localToxicity: localToxicity.exactOptional(),
  outcomes,
  ...provenance,
});

/** What a trial file says, without the checksum of the file. */
export type TrialFile = DeepReadonly<z.output<typeof trialFile>>;

/** One version of one trial. Everything derived from it stores `id` and `version`. */
export type TrialConfiguration = TrialFile & {
  /** SHA-256, hexadecimal, of the file's canonical JSON: the same for two files that mean the same. */
  readonly checksum: string;
};

export type Arm = TrialFile['arms'][number];
export type Site = TrialFile['sites'][number];
/** When a site sees participants; a site without one takes any moment. */
export type ClinicRules = NonNullable<Site['clinic']>;
export type VisitRule = TrialFile['visits'][number];
export type VisitMapping = NonNullable<TrialFile['visitMapping']>;
export type Assessment = TrialFile['assessments'][number];
export type InstrumentRule = TrialFile['instruments'][number];
export type AlertRule = InstrumentRule['alerts'][number];
export type Administration = TrialFile['administration'];
export type EligibilityCriterion = TrialFile['eligibility']['criteria'][number];
export type ConsentForm = TrialFile['consent']['versions'][number];
export type LaboratoryPanel = TrialFile['laboratory']['panels'][number];
export type Analyte = LaboratoryPanel['analytes'][number];
export type ReportingRules = TrialFile['reporting'];
export type CtcaeRules = TrialFile['ctcae'];
export type LocalToxicityItem = NonNullable<TrialFile['localToxicity']>['items'][number];
export type PauseRule = TrialFile['stopping']['pauseProposals'][number];
export type TrialRole = TrialFile['roles']['blinded' | 'unblinded'][number];
