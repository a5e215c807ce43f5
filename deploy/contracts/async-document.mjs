/** The AsyncAPI 3 document: one channel per event on an open stream, who sends it and who reacts to it. */
export function asyncDocument({ events, subscriptions, schemaOf }) {
  const channels = {};
  const operations = {};
  const messages = {};
  for (const { name, contract } of events) {
    const consumers = subscriptions.filter((line) => line.contract === name).map(({ service }) => service);
    messages[name] = {
      name: contract.type,
      contentType: 'application/cloudevents+json',
      headers: {
        type: 'object',
        required: ['Nats-Msg-Id', 'traceparent'],
        properties: { 'Nats-Msg-Id': { type: 'string', format: 'uuid' }, traceparent: { type: 'string' } },
      },
      payload: envelope(contract.type, schemaOf(contract)),
    };
    channels[name] = {
      address: contract.type,
      description:
        consumers.length > 0 ? `Consumed by ${consumers.join(', ')}.` : 'Consumed by nobody inside the platform.',
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
    };
    operations[`send-${contract.type}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Trial platform events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in structured JSON over NATS JetStream. Delivery is at least once; ids are stable. No event here depends on an allocation.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { messages },
  };
}

function envelope(type, data) {
  const text = { type: 'string' };
  const properties = {
    specversion: { const: '1.0' },
    id: text,
    source: text,
    type: { const: type },
    subject: text,
    time: { type: 'string', format: 'date-time' },
    recordedtime: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    dataschema: text,
    partitionkey: text,
    correlationid: text,
    causationid: text,
    traceparent: text,
    trialid: text,
    siteid: text,
    data,
  };
  return { type: 'object', required: Object.keys(properties), properties };
}
