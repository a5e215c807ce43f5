import type { ModulesContainer } from '@nestjs/core';
import type { EventContract } from '@trial/contracts';
import { DEADLINE_HANDLER, type DeadlineContract, type DeadlineHandling } from '@trial/deadlines';
import { EVENT_HANDLER, type Handle, type Subscription } from '@trial/messaging';

export interface Handlers {
  readonly subscriptions: readonly Subscription[];
  readonly deadlines: readonly DeadlineHandling[];
}

type Method = (this: unknown, ...parameters: unknown[]) => Promise<void>;

/**
 * Finds the `@OnEvent` and `@OnDeadline` methods of the modules that import the foundation `owner` lives in. Two
 * handlers for one contract in a service stop the start: neither could know whether the other ran.
 */
export function discoverHandlers(container: ModulesContainer, owner: object): Handlers {
  const foundation = [...container.values()].find((module) =>
    [...module.providers.values()].some(({ instance }) => instance === owner),
  );
  const served = [...container.values()].filter((module) => foundation !== undefined && module.imports.has(foundation));

  const subscriptions: Subscription[] = [];
  const deadlines: DeadlineHandling[] = [];
  for (const { provider, method } of served.flatMap((module) =>
    [...module.providers.values()].flatMap(({ instance }) => methodsOf(instance)),
  )) {
    const event = Reflect.getMetadata(EVENT_HANDLER, method) as EventContract | undefined;
    const deadline = Reflect.getMetadata(DEADLINE_HANDLER, method) as DeadlineContract | undefined;
    if (event)
      subscriptions.push({ contract: event, handle: ((fact, tx) => method.call(provider, fact, tx)) satisfies Handle });
    if (deadline) deadlines.push({ contract: deadline, fire: (payload, tx) => method.call(provider, payload, tx) });
  }
  refuseTwice(subscriptions.map(({ contract }) => contract.type));
  refuseTwice(deadlines.map(({ contract }) => contract.name));
  return { subscriptions, deadlines };
}

function methodsOf(provider: unknown): { provider: object; method: Method }[] {
  if (typeof provider !== 'object' || provider === null) return [];
  const prototype: unknown = Object.getPrototypeOf(provider);
  if (typeof prototype !== 'object' || prototype === null) return [];
  return Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) =>
    typeof value === 'function' ? [{ provider, method: value as Method }] : [],
  );
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`${twice} has two handlers in one service: keep one`);
}
