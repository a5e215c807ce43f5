import { vaultEnvironment } from './vault.config.js';

describe('the environment of the vault', () => {
  it.each([
    ['production where the process is', { NODE_ENV: 'production' }, 'production'],
    ['a test anywhere else', { NODE_ENV: 'development' }, 'test'],
    ['a test when nothing is said', {}, 'test'],
    ['what is said', { NODE_ENV: 'production', VAULT_ENVIRONMENT: 'test' }, 'test'],
  ])('is %s', (_, variables, expected) => {
    expect(vaultEnvironment.parse(variables)).toBe(expected);
  });

  it('is one of two', () => {
    expect(vaultEnvironment.safeParse({ VAULT_ENVIRONMENT: 'staging' }).success).toBe(false);
  });
});
