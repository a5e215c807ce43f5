import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyConfig } from './key-config.js';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7));
const TEXT = KEY.toString('base64');

const keyOf = (settings: Record<string, string>) =>
  Promise.resolve(settings).then((given) => keyConfig('VAULT').parse(given).key());

describe('a key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vault-key-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (content: string, mode = 0o600) => {
    const path = join(folder, `key-${mode.toString(8)}`);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  describe('comes', () => {
    it('from the environment', async () => {
      expect(await keyOf({ VAULT_KEY: TEXT })).toEqual(KEY);
    });

    it.each([0o400, 0o600])('from a file of mode %o', async (mode) => {
      expect(await keyOf({ VAULT_KEY_FILE: file(`${TEXT}\n`, mode) })).toEqual(KEY);
    });

    it('from its one setting, whatever others are there and empty', async () => {
      expect(await keyOf({ VAULT_KEY: TEXT, VAULT_KEY_FILE: '', VAULT_KEY_COMMAND: '' })).toEqual(KEY);
    });
  });

  describe('is refused', () => {
    const refused = (settings: Record<string, string>) =>
      keyOf(settings).then(
        () => 'the key was taken',
        (error: unknown) => String(error),
      );

    it('when no setting says where it is, and when two do', async () => {
      expect(await refused({})).toMatch(/exactly one of VAULT_KEY, .* 0 are given/);
      expect(await refused({ VAULT_KEY: TEXT, VAULT_KEY_FILE: file(TEXT) })).toMatch(/exactly one of .* 2 are given/);
    });

    it.each([0o640, 0o604, 0o660, 0o644, 0o700])('from a file of mode %o', async (mode) => {
      expect(await refused({ VAULT_KEY_FILE: file(TEXT, mode) })).toMatch(/must belong to the service's user/);
    });

    it('from a file that is not there', async () => {
      expect(await refused({ VAULT_KEY_FILE: join(folder, 'nowhere') })).toMatch(/cannot be opened/);
    });

    it.each([
      ['is short', KEY.subarray(1).toString('base64')],
      ['was cut', TEXT.slice(0, -1)],
      ['is in hexadecimal', KEY.toString('hex')],
      ['is not there', ''],
    ])('when it %s, without repeating it', async (_, text) => {
      expect(await refused({ VAULT_KEY_FILE: file(text) })).toBe(
        'Error: VAULT_KEY_FILE does not give a key: 32 bytes in base64',
      );
    });

    it.each(['cat key', '[]', '{}', '["cat", 1]'])('when the command is not a list of words: %s', async (command) => {
      expect(await refused({ VAULT_KEY_COMMAND: command })).toMatch(/VAULT_KEY_COMMAND[^]*must be program and/);
    });
  });
});
