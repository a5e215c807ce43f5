import { Injectable } from '@nestjs/common';
import { errors } from '@nats-io/transport-node';
import type { Operation, OperationReply, OperationRequest } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import { Broker } from '@trial/messaging';

/** Sends an operation to whichever replica of its service is free and waits for the answer. */
@Injectable()
export class ServiceClient {
  constructor(
    private readonly broker: Broker,
    private readonly answerWithinMs: number,
  ) {}

  async send(operation: Operation, request: OperationRequest): Promise<OperationReply> {
    try {
      const reply = await this.broker.connection.request(operation.subject, JSON.stringify(request), {
        timeout: this.answerWithinMs,
      });
      return reply.json<OperationReply>();
    } catch (error) {
      // Both are safe to repeat with the same key: the service either did it once or not at all.
      if (error instanceof errors.NoRespondersError || isNoResponders(error)) throw new Rejection('service-away');
      if (error instanceof errors.TimeoutError) throw new Rejection('no-answer-in-time');
      if (error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError)
        throw new Rejection('service-away');
      throw error;
    }
  }
}

const isNoResponders = (error: unknown): boolean => error instanceof errors.RequestError && error.isNoResponders();
