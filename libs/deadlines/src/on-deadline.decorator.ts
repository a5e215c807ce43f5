import { SetMetadata } from '@nestjs/common';
import type { Transaction } from '@trial/persistence';
import type { DeadlineContract, PayloadOf } from './deadline.js';

export const DEADLINE_HANDLER = Symbol('deadline handler');

export type DeadlineHandler<D extends DeadlineContract> = (payload: PayloadOf<D>, tx: Transaction) => Promise<void>;

/** Marks what happens when a deadline passes and nobody met it. It runs once, in the transaction that marks it fired. */
export const OnDeadline =
  <D extends DeadlineContract>(contract: D) =>
  <Handler extends DeadlineHandler<D>>(target: object, key: string, method: TypedPropertyDescriptor<Handler>): void => {
    SetMetadata(DEADLINE_HANDLER, contract)(target, key, method);
  };
