import { natsOptions } from './broker.js';

describe('the connection of a service', () => {
  it('is made under its own user, and listens to answers nobody else may hear', () => {
    expect(natsOptions('safety', 'nats://safety:p%40ss%2Fword@127.0.0.1:4222')).toMatchObject({
      name: 'safety',
      servers: '127.0.0.1:4222',
      user: 'safety',
      pass: 'p@ss/word',
      inboxPrefix: '_INBOX.safety',
    });
  });

  it('never gives up', () => {
    expect(natsOptions('safety', 'nats://safety:word@127.0.0.1:4222')).toMatchObject({ maxReconnectAttempts: -1 });
  });
});
