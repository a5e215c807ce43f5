import { Injectable } from '@nestjs/common';
import { errors } from '@nats-io/transport-node';
import type { OperationReply } from '@trial/contracts';
import { readArmsForReport, type ArmsForReport, type ArmsForReportRequest } from '@trial/contracts/restricted';
import { Rejection, type Context } from '@trial/kernel';
import { Broker } from '@trial/messaging';

/** Longer than the vault takes for a whole list, shorter than the gateway waits for us. */
const ANSWER_WITHIN_MS = 4_000;

/** Asks the vault who holds which arm, under the rights of the caller. What it answers is used and forgotten. */
@Injectable()
export class AskVault {
  constructor(private readonly broker: Broker) {}

  /** `Rejection`: what the vault refuses, `service-away`, `no-answer-in-time`. */
  async arms(request: ArmsForReportRequest, context: Context): Promise<ArmsForReport> {
    const reply = await this.ask(JSON.stringify({ request, context }));
    if ('ok' in reply) return reply.ok as ArmsForReport;
    if ('fault' in reply) throw new Error('the vault could not tell the arms');
    const { code, field, rule, details } = reply.rejection;
    throw new Rejection(code, { ...details, ...(field ? { field } : {}), ...(rule ? { rule } : {}) });
  }

  private async ask(payload: string): Promise<OperationReply> {
    try {
      const reply = await this.broker.connection.request(readArmsForReport.subject, payload, {
        timeout: ANSWER_WITHIN_MS,
      });
      return reply.json<OperationReply>();
    } catch (error) {
      if (error instanceof errors.TimeoutError) throw new Rejection('no-answer-in-time');
      if (error instanceof errors.NoRespondersError || (error instanceof errors.RequestError && error.isNoResponders()))
        throw new Rejection('service-away');
      throw error;
    }
  }
}
