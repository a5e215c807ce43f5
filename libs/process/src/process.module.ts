import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { IdSource, TrialClock } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';
import { RehearsalClock } from './rehearsal-clock.js';

/** What a process has one of. */
export interface ProcessParts {
  readonly environment: Environment;
  readonly clock: TrialClock;
  readonly ids: IdSource;
  readonly trials: Trials;
}

/** The checked environment, as something that can be injected. */
export class Environment {
  constructor(
    readonly instance: string,
    readonly redisUrl: string,
    readonly redisPrefix: string,
    readonly natsUrl: string,
    readonly delivery: {
      readonly ackWaitMs: number;
      readonly backoffMs: readonly number[];
      readonly deliveries: number;
    },
    readonly sealEveryMs: number,
    readonly variables: NodeJS.ProcessEnv,
  ) {}
}

@Module({})
export class ProcessModule implements OnApplicationShutdown {
  constructor(@Inject(TrialClock) private readonly clock: TrialClock) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.clock instanceof RehearsalClock) await this.clock.close();
  }

  static with({ environment, clock, ids, trials }: ProcessParts): DynamicModule {
    return {
      module: ProcessModule,
      global: true,
      controllers: [HealthController],
      providers: [
        Readiness,
        { provide: Environment, useValue: environment },
        { provide: TrialClock, useValue: clock },
        { provide: IdSource, useValue: ids },
        { provide: Trials, useValue: trials },
      ],
      exports: [Readiness, Environment, TrialClock, IdSource, Trials],
    };
  }
}
