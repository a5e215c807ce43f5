import { moduleUrls, OperationServer } from './operation-server.js';

const answer = () => Promise.resolve({ ok: {} });

describe('the server of a service', () => {
  it('answers its own subjects and no others, although one process holds the handlers of both', () => {
    const server = new OperationServer('safety', 'nats://safety:word@127.0.0.1:4222');
    server.addHandler('command.safety.report-adverse-event.v1', answer as never);
    server.addHandler('query.safety.list-clocks.v1', answer as never);
    server.addHandler('command.unblinded.close-expedited-assessment.v1', answer as never);
    expect([...server.getHandlers().keys()]).toEqual([
      'command.safety.report-adverse-event.v1',
      'query.safety.list-clocks.v1',
    ]);
  });
});

describe('the users of unblinded modules', () => {
  it('are those the environment names, by module', () => {
    const urls = moduleUrls({
      NATS_URL: 'nats://safety:word@127.0.0.1:4222',
      UNBLINDED_NATS_URL: 'nats://unblinded:word@127.0.0.1:4222',
      LAB_BIOMARKER_NATS_URL: 'nats://lab:word@127.0.0.1:4222',
      VAULT_NATS_URL: '',
      REDIS_URL: 'redis://127.0.0.1',
    });
    expect([...urls]).toEqual([
      ['unblinded', 'nats://unblinded:word@127.0.0.1:4222'],
      ['lab-biomarker', 'nats://lab:word@127.0.0.1:4222'],
    ]);
  });
});
