import { z } from 'zod';

/** What the enrolment module is told beyond what every service is told. */
export const enrolmentConfig = z.object({
  /** Key of the hash that recognises a person entered twice: 32 bytes in base64. */
  LINK_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
});
