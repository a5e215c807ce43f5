import type { DataOf, EventContract, Role, workKinds } from '@trial/contracts';
import type { Instant, TimeZone } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { z } from 'zod';
import type { WorkBeginning } from '../domain/worklist/work-item.js';

export type WorkKind = (typeof workKinds)[number];

/** An event as a rule hears it. */
export interface Heard<C extends EventContract> {
  readonly data: DataOf<C>;
  /** When it happened, by the event itself. */
  readonly at: Instant;
  /** The version the event names; else the one the site worked by when it happened. */
  readonly trial: TrialConfiguration;
  /** The site's zone. */
  readonly zone: TimeZone;
}

/** Something to do. `about` tells it from other things of the same name. */
export type Work = { readonly about: string } & Pick<WorkBeginning, 'what' | 'dueAt'> &
  Partial<Pick<WorkBeginning, 'visitId' | 'visitCode' | 'adverseEventId' | 'clockId'>>;

export interface WorkRule {
  readonly code: string;
  /** Rules that make the same thing to do for different people share one; what ends it need not know whose it was. */
  readonly thing: string;
  readonly kind: WorkKind;
  /** Who does it. */
  readonly roles: readonly Role[];
  /** What is to be done by when, in a sentence. */
  readonly text: string;
  /** Where the rule stands: the law, or the place in the trial file. */
  readonly source: (item: { readonly what: string; readonly visitCode: string | null }) => string;
  /** It concerns the whole trial, whatever site somebody is at, and is shown to nobody but those who do it. */
  readonly ofTrial?: true;
  /** Nobody can do it once participation ended. Safety follow-up goes on (S20). */
  readonly stopsWithParticipation: boolean;
  readonly begins: Reaction<readonly Work[]>;
  /** What settles it, by what it is about. */
  readonly ends: readonly Ending[];
}

/** What an event means to a rule. */
export interface Reaction<Result> {
  readonly contract: EventContract;
  readonly of: (heard: Heard<EventContract>) => Result;
}

/** What an event settles, by what it is about; `plain` when the event alone says it, without the trial. */
export interface Ending extends Reaction<readonly string[]> {
  readonly plain?: true;
}

/** On one kind of event. */
export const on = <C extends EventContract, Result>(
  contract: C,
  of: (heard: Heard<C>) => Result,
): Reaction<Result> => ({ contract, of });

/** Events that settle what is about one thing: `ending(({ visitId }) => visitId, visitDone, visitMissed)`. */
export const ending = <Data extends object>(
  about: (data: Data) => string,
  ...contracts: readonly EventContract<string, z.ZodType<NoInfer<Data>>>[]
): readonly Ending[] =>
  contracts.map((contract) => ({ contract, of: ({ data }) => [about(data as Data)], plain: true }));
