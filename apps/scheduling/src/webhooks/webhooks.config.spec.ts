import { readEnvironment } from '@trial/process';
import { webhooksConfig } from './webhooks.config.js';

const key = Buffer.alloc(32, 1).toString('base64');
const read = (variables: Record<string, string>) => readEnvironment(webhooksConfig, variables);

describe('how webhooks are sent', () => {
  it('is not at all without a key, and an empty variable is none', () => {
    expect(read({ WEBHOOK_KEY: '' }).WEBHOOK_KEY).toBeUndefined();
    expect(read({ WEBHOOK_KEY: key }).WEBHOOK_KEY).toHaveLength(32);
  });

  it('tries for about a day', () => {
    const together = read({}).WEBHOOK_RETRY_MS.reduce((sum, pause) => sum + pause, 0);
    expect(together / 3_600_000).toBeGreaterThan(22);
    expect(together / 3_600_000).toBeLessThan(26);
  });

  it.each<[string, Record<string, string>]>([
    ['a short key', { WEBHOOK_KEY: Buffer.alloc(31, 1).toString('base64') }],
    ['a key that is not base64', { WEBHOOK_KEY: 'a word and another word, and more of them' }],
    ['a wait of more than 15 seconds', { WEBHOOK_TIMEOUT_MS: '15001' }],
    ['a lease shorter than an attempt', { WEBHOOK_LEASE_MS: '15000' }],
    ['pauses that are none', { WEBHOOK_RETRY_MS: '10,x' }],
  ])('%s stops the start', (_, variables) => {
    expect(() => read(variables)).toThrow(/the environment is not usable/);
  });
});
