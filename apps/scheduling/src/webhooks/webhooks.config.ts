import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

/** How webhooks are signed and sent. Without WEBHOOK_KEY none can be made, and nothing is sent. */
export const webhooksConfig = z
  .object({
    NODE_ENV: z.string().default('development'),
    /** At least 32 bytes in base64. Another key changes the secret of every webhook. An empty variable is not set. */
    WEBHOOK_KEY: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z
        .base64()
        .transform((text) => Buffer.from(text, 'base64'))
        .refine((key) => key.length >= 32, { error: 'needs at least 32 bytes in base64' })
        .optional(),
    ),
    /** Pauses between attempts in wall time, together about a day; after the last attempt a message is dead. */
    WEBHOOK_RETRY_MS: z
      .string()
      .default('5000,60000,300000,1800000,7200000,18000000,28800000,28800000')
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.number().int().positive()).min(1)),
    WEBHOOK_TIMEOUT_MS: milliseconds.max(15_000).default(15_000),
    /** After this time an attempt whose end nobody recorded is made again. */
    WEBHOOK_LEASE_MS: milliseconds.default(60_000),
    WEBHOOK_POLL_MS: milliseconds.default(1_000),
    /** How long the secret before a rotation signs as well. */
    WEBHOOK_OVERLAP_MS: milliseconds.default(86_400_000),
  })
  .refine(({ WEBHOOK_LEASE_MS, WEBHOOK_TIMEOUT_MS }) => WEBHOOK_LEASE_MS > WEBHOOK_TIMEOUT_MS, {
    path: ['WEBHOOK_LEASE_MS'],
    error: 'must be longer than WEBHOOK_TIMEOUT_MS',
  });

export type WebhooksConfig = z.infer<typeof webhooksConfig>;
