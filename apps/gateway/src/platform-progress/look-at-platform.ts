import { Injectable } from '@nestjs/common';
import {
  operationsOf,
  services,
  type OperationsProgress,
  type PlatformProgress,
  type PlatformProgressSince,
  type ProgressSince,
  type Service,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { ServiceClient } from '../operations/service-client.js';

/** Asks every service for its progress at once: one question of operations instead of one per service. */
@Injectable()
export class LookAtPlatform {
  constructor(private readonly client: ServiceClient) {}

  async execute({ after = '' }: PlatformProgressSince, context: Context): Promise<PlatformProgress> {
    const since = sequencesSeen(after);
    const looks = await Promise.all(
      services.map(async (service) => ({ service, seen: await this.look(service, since.get(service) ?? {}, context) })),
    );
    return {
      services: looks.flatMap(({ seen }) => (seen ? [seen] : [])),
      away: looks.filter(({ seen }) => !seen).map(({ service }) => service),
    };
  }

  /** What a service answers, or nothing when it is away. */
  private async look(
    service: Service,
    since: ProgressSince,
    context: Context,
  ): Promise<OperationsProgress | undefined> {
    const { progress } = operationsOf(service);
    try {
      const reply = await this.client.send(progress, { request: since, context });
      if ('ok' in reply) return reply.ok as OperationsProgress;
      if ('rejection' in reply && AWAY.has(reply.rejection.code)) return undefined;
      throw new Error(`${service} could not say how far it is: ${JSON.stringify(reply)}`);
    } catch (error) {
      if (error instanceof Rejection && AWAY.has(error.code)) return undefined;
      throw error;
    }
  }
}

/** No responder, one that has not opened yet, or one that is busy with something else. */
const AWAY = new Set(['service-away', 'no-answer-in-time']);

/** `service:sent:received`, separated by commas. */
function sequencesSeen(after: string): ReadonlyMap<string, ProgressSince> {
  const marks = after === '' ? [] : after.split(',');
  return new Map(
    marks.map((mark) => {
      const [, service, sent, received] = MARK.exec(mark) ?? [];
      if (service === undefined || !services.some((known) => known === service)) {
        throw new Rejection('request-not-readable', {
          field: 'after',
          rule: 'after must hold service:sent:received, separated by commas',
        });
      }
      return [service, { sentAfter: Number(sent), receivedAfter: Number(received) }];
    }),
  );
}

const MARK = /^([a-z-]+):(\d{1,15}):(\d{1,15})$/;
