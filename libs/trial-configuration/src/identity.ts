import { z } from 'zod';
import { clinic } from './clinic.js';
import { code, count, moment, text, zone } from './shapes.js';

/** Registers spell numbers in one way only. `null` is a number that exists but is not public; absent means none. */
const registrations = z.strictObject({
  clinicalTrialsGov: z.string().regex(/^NCT\d{8}$/, 'must be NCT and eight digits'),
  eudraCt: z
    .string()
    .regex(/^\d{4}-\d{6}-\d{2}$/, 'must be a EudraCT number such as 2015-000168-32')
    .nullable()
    .exactOptional(),
  /** The EU trial number of Regulation (EU) 536/2014; an expedited report cannot be complete without it. */
  euCt: z
    .string()
    .regex(/^\d{4}-\d{6}-\d{2}-\d{2}$/, 'must be an EU CT number such as 2022-500000-11-00')
    .nullable()
    .exactOptional(),
  national: text.nullable().exactOptional(),
});

export const identity = z.strictObject({
  acronym: text,
  title: text,
  sponsor: text,
  phase: text,
  registrations,
});

/**
 * Whether allocation is hidden, and from whom (registry terms). An open-label trial says `masked: false` and lists
 * nobody: its arm is an ordinary field.
 */
export const masking = z.strictObject({
  masked: z.boolean(),
  parties: z.array(z.enum(['participant', 'care-provider', 'investigator', 'outcomes-assessor'])),
});

/** What participants may be allocated to. Which participant got which is never in a trial file. */
export const arm = z.strictObject({
  code,
  name: text,
  kind: z.enum(['experimental', 'placebo', 'comparator']),
  /** Parts of the allocation ratio: 2 against 1 is `2:1`. */
  ratio: count,
});

const role = z.enum([
  'investigator',
  'study-nurse',
  'participant',
  'monitor',
  'data-manager',
  'safety-physician',
  'administrator',
  'pharmacist',
  'list-statistician',
  'dsmb-statistician',
  'pharmacovigilance-officer',
]);

/** Nobody ever holds a role of both kinds in one trial, history included (ICH E6(R3) 4.1; RO2). */
export const roles = z.strictObject({ blinded: z.array(role), unblinded: z.array(role) });

export const site = z.strictObject({
  /** Stands in participant codes, so it never changes. */
  code,
  name: text,
  zone,
  /** From this instant the site works by this version of the trial: its approvals are recorded (VA2). */
  activeFrom: moment,
  clinic: clinic.exactOptional(),
});
