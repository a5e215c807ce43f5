import { z } from 'zod';

/** What the gateway is told beyond what every service is told. */
export const gatewayConfig = z.object({
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('trial-platform'),
  /** The person who may grant access while nobody else can: the first administrator. */
  FIRST_ADMINISTRATOR: z.string().optional(),
  /** Requests a caller may send in a minute of wall time. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(600),
  ANSWER_WITHIN_MS: z.coerce.number().int().positive().default(5_000),
});

export type GatewayConfig = z.infer<typeof gatewayConfig>;
