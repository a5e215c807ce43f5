import { Module, type DynamicModule } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { EntitySchema, MigrationInterface } from 'typeorm';
import type { Service } from '@trial/contracts';
import { Broker, Parking } from '@trial/messaging';
import { IdSource, openDatabase, Transactions, TrialClock } from '@trial/persistence';
import { Duties } from './duties.js';
import { databaseUrls } from './environment.js';
import { operationsController } from './operations.controller.js';
import { Environment } from './process.module.js';
import { Readiness } from './readiness.js';

type Parts = ConstructorParameters<typeof Duties> extends [boolean, ...infer Rest] ? Rest : never;

export interface FoundationOptions {
  /** Name in contracts, on NATS and in operations. */
  readonly service: Service;
  /** Its schema, which is also its database role. */
  readonly schema: string;
  readonly tables: readonly EntitySchema[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /**
   * Operations are told nothing that counts what it does: how many of its rows, restricted events and deadlines there are
   * depends on what somebody was given (decision 8). Of its deadlines there is nothing in figures, alarms and log either.
   */
  readonly countsUntold?: true;
}

/**
 * What a set of tables stands on: transactions, outbox relay, subscriptions, deadlines and the audit sealer, under one
 * database role and one NATS user. A Nest module that imports it gets its own: a service has one foundation, and an
 * unblinded module inside a service has another.
 */
@Module({})
export class Foundation {
  static for(options: FoundationOptions): DynamicModule {
    return {
      // A class of its own, so that two foundations in one process are two modules.
      module: class ServiceFoundation {},
      controllers: [operationsController(options)],
      providers: [
        {
          provide: Transactions,
          inject: [Environment, TrialClock, IdSource],
          useFactory: async ({ variables }: Environment, clock: TrialClock, ids: IdSource) =>
            new Transactions(
              await openDatabase({ ...options, ...databaseUrls(options.schema, variables) }),
              clock,
              ids,
              options.service,
            ),
        },
        {
          provide: Broker,
          inject: [Environment],
          useFactory: ({ variables, natsUrl }: Environment) =>
            Broker.connect(options.service, variables[`${options.schema.toUpperCase()}_NATS_URL`] ?? natsUrl),
        },
        {
          provide: Parking,
          inject: [Transactions],
          useFactory: (transactions: Transactions) => new Parking(transactions),
        },
        {
          provide: Duties,
          inject: [ModulesContainer, Environment, Transactions, Broker, Parking, Readiness],
          useFactory: (...parts: Parts) => new Duties(options.countsUntold ?? false, ...parts),
        },
      ],
      exports: [Transactions, Broker, Parking, Duties],
    };
  }
}
