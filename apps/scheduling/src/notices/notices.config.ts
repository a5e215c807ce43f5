import { z } from 'zod';

/** An empty variable is one that is not set: compose files cannot leave one out. */
const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const milliseconds = z.coerce.number().int().positive();

/** How reminders are sent. Without SMTP_URL nothing is: what is due is held, and sent once there is one. */
export const noticesConfig = z
  .object({
    SMTP_URL: unlessEmpty(z.url({ protocol: /^smtps?$/ })),
    /** Who the messages are from. */
    NOTICE_SENDER: unlessEmpty(z.email()),
    /** Where people sign in; every message links to it. */
    NOTICE_LINK: unlessEmpty(z.url({ protocol: /^https?$/ })),
    /** Pauses between attempts in wall time; the last one repeats. */
    NOTICE_RETRY_MS: z
      .string()
      .default('60000,300000,900000,3600000,14400000')
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.number().int().positive()).min(1)),
    /** After this time an attempt whose end nobody recorded is made again; longer than any attempt takes. */
    NOTICE_LEASE_MS: milliseconds.default(120_000),
    NOTICE_POLL_MS: milliseconds.default(1_000),
  })
  .refine(
    ({ SMTP_URL, NOTICE_SENDER, NOTICE_LINK }) =>
      !SMTP_URL || (NOTICE_SENDER !== undefined && NOTICE_LINK !== undefined),
    { path: ['SMTP_URL'], error: 'needs NOTICE_SENDER and NOTICE_LINK beside it' },
  );

export type NoticesConfig = z.infer<typeof noticesConfig>;
