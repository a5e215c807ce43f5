import type { Deserializer, Serializer } from '@nestjs/microservices';
import type { OperationReply } from '@trial/contracts';

/**
 * What request/reply looks like on NATS: the request and the reply as plain JSON, without Nest's own envelope, so
 * that the documents describe what is really sent and any NATS client can speak it.
 */
export const requestReader: Deserializer = {
  deserialize(message: { json(): unknown }, options?: { channel?: string }) {
    return { pattern: options?.channel ?? '', data: message.json(), id: 'request' };
  },
};

export const replyWriter: Serializer = {
  serialize(packet: { response?: OperationReply; err?: unknown }) {
    const reply: OperationReply = packet.err || !packet.response ? { fault: true } : packet.response;
    return { data: JSON.stringify(reply) };
  },
};
