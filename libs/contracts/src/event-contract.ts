import { z } from 'zod';

/** What every event says beside its own facts: the envelope and row-level security are built from these two. */
export interface Whereabouts {
  readonly trialId: string;
  readonly siteId: string;
}

/**
 * One kind of event: its CloudEvents `type` (= NATS subject), the schema of its data and what it is about.
 * The TypeScript type and the JSON Schema both come from here.
 */
export interface EventContract<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly data: Data;
  /** The pseudonymous id the fact is about; becomes `subject` and `partitionkey`. */
  about(data: z.infer<Data>): string;
}

export function defineEvent<
  const Type extends `${string}.${string}.v${number}`,
  Data extends z.ZodType<Whereabouts & object>,
>(contract: { type: Type; data: Data; about(data: z.infer<Data>): string }): EventContract<Type, Data> {
  return contract;
}

/** CloudEvents 1.0 in structured JSON, with the official extensions; attribute names are lower case by the standard. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When it happened, in trial time. */
  readonly time: string;
  /** When we learned of it, in trial time. */
  readonly recordedtime: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly partitionkey: string;
  readonly correlationid: string;
  readonly causationid: string;
  readonly traceparent: string;
  readonly trialid: string;
  readonly siteid: string;
  readonly data: Data;
}

export type DataOf<C extends EventContract> = z.infer<C['data']>;
export type EventOf<C extends EventContract> = CloudEvent<DataOf<C>>;

/** What every event about something at a site carries. */
export const whereabouts = { trialId: z.string(), siteId: z.string() };

/** The envelope, as read from outside; unknown attributes are ignored so that producers may move first. */
export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string(),
  time: z.iso.datetime(),
  recordedtime: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string(),
  partitionkey: z.string(),
  correlationid: z.string(),
  causationid: z.string(),
  traceparent: z.string(),
  trialid: z.string(),
  siteid: z.string(),
  data: z.unknown(),
});
