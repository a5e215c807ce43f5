import { vaultConfig } from './vault.config.js';

const VAULT_KEY = Buffer.alloc(32, 7).toString('base64');

describe('the environment of the vault', () => {
  it.each([
    ['production where the process is', { NODE_ENV: 'production' }, 'production'],
    ['a test anywhere else', { NODE_ENV: 'development' }, 'test'],
    ['a test when nothing is said', {}, 'test'],
    ['what is said', { NODE_ENV: 'production', VAULT_ENVIRONMENT: 'test' }, 'test'],
  ])('is %s', (_, variables, expected) => {
    expect(vaultConfig.parse({ VAULT_KEY, ...variables }).VAULT_ENVIRONMENT).toBe(expected);
  });

  it('is one of two', () => {
    expect(vaultConfig.safeParse({ VAULT_KEY, VAULT_ENVIRONMENT: 'staging' }).success).toBe(false);
  });
});
