import type { z } from 'zod';

/** Where a deadline belongs: the service acts for this trial and site when it rings. */
export interface Whereabouts {
  readonly trialId: string;
  readonly siteId: string;
}

/** One kind of deadline: its name, the ids it carries, and what makes it one and the same when armed again. */
export interface DeadlineContract<Payload extends z.ZodType = z.ZodType> {
  /** `<service>.<what-is-due>` */
  readonly name: string;
  readonly payload: Payload;
  key(payload: z.infer<Payload>): string;
}

export type PayloadOf<D extends DeadlineContract> = z.infer<D['payload']>;

export const defineDeadline = <Payload extends z.ZodType<Whereabouts & object>>(contract: {
  name: `${string}.${string}`;
  payload: Payload;
  key(payload: z.infer<Payload>): string;
}): DeadlineContract<Payload> => contract;
