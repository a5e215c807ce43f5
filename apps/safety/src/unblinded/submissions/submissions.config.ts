import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

const ANSWER_WITHIN_HOURS = 24;

/**
 * Hours in which a receiver acknowledges a sending. A day unless it is said: receivers work off what came in within one, and of
 * the seven days of a fatal case no more should go by unnoticed.
 */
const answerWithinHours = z
  .number()
  .int('must be whole hours')
  .positive()
  .max(24 * 15)
  .default(ANSWER_WITHIN_HOURS);

const receiver = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('push'),
    /** N.1.4 and N.2.r.3: what the receiver is called. */
    id: z.string().min(1).max(40),
    url: z.url({ protocol: /^https?$/ }),
    /** Sent as the header `authorization`. */
    authorization: z.string().min(1).optional(),
    answerWithinHours,
  }),
  z.strictObject({
    kind: z.literal('folder'),
    id: z.string().min(1).max(40),
    /** Where a person takes the files from; it must be there. */
    folder: z.string().startsWith('/', 'must be an absolute path'),
    answerWithinHours,
  }),
]);

/** Where cases go: pushed, or laid into a folder for a person to upload. */
export type Receiver = z.infer<typeof receiver>;

function fromJson(text: string, check: z.RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    check.addIssue('must be JSON');
    return z.NEVER;
  }
}

/** The receivers of cases, and how patiently they are tried. Without receivers nothing can be submitted. */
export const submissionsConfig = z
  .object({
    NODE_ENV: z.string().default('development'),
    SUBMISSION_RECEIVERS: z.string().default('[]').transform(fromJson).pipe(z.array(receiver)),
    /** Pauses between tries in wall time; the last one again and again, because nothing is given up. */
    SUBMISSION_RETRY_MS: z
      .string()
      .default('5000,60000,300000,1800000,3600000')
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.number().int().positive()).min(1)),
    SUBMISSION_TIMEOUT_MS: milliseconds.default(30_000),
    /** After this time a try whose end nobody recorded is made again. */
    SUBMISSION_LEASE_MS: milliseconds.default(120_000),
  })
  .refine(({ SUBMISSION_LEASE_MS, SUBMISSION_TIMEOUT_MS }) => SUBMISSION_LEASE_MS > SUBMISSION_TIMEOUT_MS, {
    path: ['SUBMISSION_LEASE_MS'],
    error: 'must be longer than SUBMISSION_TIMEOUT_MS',
  })
  .refine(({ SUBMISSION_RECEIVERS: all }) => new Set(all.map(({ id }) => id)).size === all.length, {
    path: ['SUBMISSION_RECEIVERS'],
    error: 'must have ids of their own',
  })
  .refine(
    ({ NODE_ENV, SUBMISSION_RECEIVERS: all }) =>
      NODE_ENV !== 'production' || all.every((each) => each.kind !== 'push' || each.url.startsWith('https:')),
    { path: ['SUBMISSION_RECEIVERS'], error: 'must be pushed to with https when NODE_ENV=production' },
  );

export type SubmissionsConfig = z.infer<typeof submissionsConfig>;

/** The checked configuration of submissions, as something that can be injected. */
export class SubmissionsSettings {
  constructor(readonly config: SubmissionsConfig) {}

  /** Hours in which a receiver acknowledges; a day where the configuration has it no more. */
  answerWithinHours(id: string): number {
    return this.receiver(id)?.answerWithinHours ?? ANSWER_WITHIN_HOURS;
  }

  receiver(id: string): Receiver | undefined {
    return this.config.SUBMISSION_RECEIVERS.find((receiver) => receiver.id === id);
  }
}
