import { z } from 'zod';
import { senderTypes } from '../domain/icsr/code-lists/code-lists.js';

type SenderType = keyof typeof senderTypes.codes;

/** Whose cases these are and how their files are written: agreed with the receivers, never known to the code. */
export const caseConfig = z
  .object({
    NODE_ENV: z.string().default('development'),
    /** Our own id at receivers; it stands in every case id (C.1.1), so it has no hyphen. */
    CASE_SENDER: z
      .string()
      .regex(/^[A-Z0-9]{1,40}$/, 'must be up to 40 capital letters and digits')
      .default('SPONSOR'),
    /** C.3.1. */
    CASE_SENDER_TYPE: z.enum(Object.keys(senderTypes.codes) as [SenderType, ...SenderType[]]).default('other'),
    /** ISO 3166-1 alpha-2: where the sponsor is and the events happen. */
    CASE_COUNTRY: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters')
      .default('NL'),
    CASE_SCHEMA_LOCATION: z.string().default('urn:hl7-org:v3 MCCI_IN200100UV01.xsd'),
    /** Whether codes of the fabricated dictionary may stand in a file. */
    CASE_PLACEHOLDERS: z.enum(['refused', 'accepted']).default('refused'),
  })
  .refine(({ NODE_ENV, CASE_PLACEHOLDERS }) => NODE_ENV !== 'production' || CASE_PLACEHOLDERS === 'refused', {
    path: ['CASE_PLACEHOLDERS'],
    error: 'must be refused when NODE_ENV=production',
  });

export type CaseConfig = z.infer<typeof caseConfig>;

/** The checked configuration of cases, as something that can be injected. */
export class CaseSettings {
  constructor(readonly config: CaseConfig) {}
}
