import { SetMetadata } from '@nestjs/common';
import type { EventContract, EventOf } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';

export const EVENT_HANDLER = Symbol('event handler');

export type EventHandler<C extends EventContract> = (event: EventOf<C>, tx: Transaction) => Promise<void>;

/**
 * Marks a method as this service's reaction to an event. It runs inside one transaction together with the inbox row
 * that makes it run once. Throw `NotYet` when a fact it leans on has not arrived, `Rejection` when it never will.
 */
export const OnEvent =
  <C extends EventContract>(contract: C) =>
  <Handler extends EventHandler<C>>(target: object, key: string, method: TypedPropertyDescriptor<Handler>): void => {
    SetMetadata(EVENT_HANDLER, contract)(target, key, method);
  };
