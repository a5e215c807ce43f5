import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateRandomisationList, verifyAllocations, type GeneratedRandomisationList } from '@trial/contracts';
import { KeyCommand } from '@trial/encryption';
import { readEnvironment } from '@trial/process';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { VaultCipher } from '../../../apps/randomisation/src/vault/encryption/vault-cipher.js';
import { SealRandomisationList } from '../../../apps/randomisation/src/vault/randomisation-lists/seal-randomisation-list.js';
import { vaultConfig } from '../../../apps/randomisation/src/vault/vault.config.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { aSpecification, Enrolling, keyed, SECOND_STATISTICIAN, SEED, STATISTICIAN } from './enrol.js';

const KEY = randomBytes(32);

/** A key wrapped as a key management service wraps it, and the command that unwraps it. */
function wrapped(folder: string): string[] {
  const file = join(folder, 'wrapped');
  const openssl = ['openssl', 'enc', '-aes-256-cbc', '-pbkdf2', '-pass', 'pass:of the service'];
  const { status } = spawnSync('openssl', [...openssl.slice(1), '-out', file], { input: KEY.toString('base64') });
  if (status !== 0) throw new Error('openssl wrapped nothing');
  return [...openssl, '-d', '-in', file];
}

describe('the key of the vault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vault-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const keyOf = (command: readonly string[]) =>
    readEnvironment(vaultConfig, { VAULT_KEY_COMMAND: JSON.stringify(command) }).key();
  const refused = (command: readonly string[]) =>
    keyOf(command).then(
      () => 'the key was taken',
      (error: unknown) => String(error),
    );

  it('is what a program unwraps, as the client of a key management service does', async () => {
    expect(await keyOf(wrapped(folder))).toEqual(KEY);
  });

  it('is not guessed when the program fails, and neither its parameters nor what it printed are repeated', async () => {
    const script = 'console.error("token s3cret"); console.log("s3cret"); process.exit(3)';
    expect(await refused([process.execPath, '-e', script])).toBe(
      `Error: VAULT_KEY_COMMAND did not give a key: ${process.execPath} ended with 3`,
    );
    expect(await refused(['/nowhere/kms', 's3cret'])).toBe(
      'Error: VAULT_KEY_COMMAND did not give a key: /nowhere/kms failed (ENOENT)',
    );
    expect(await refused([process.execPath, '-e', 'console.log("x".repeat(5_000))'])).toMatch(/MAXBUFFER\)$/);
    expect(await refused([process.execPath, '-e', 'console.log("s3cret")'])).toBe(
      'Error: VAULT_KEY_COMMAND does not give a key: 32 bytes in base64',
    );
  });

  it('is not waited for without end', async () => {
    const never = [process.execPath, '-e', 'setInterval(() => undefined, 1_000)'];
    await expect(new KeyCommand(never, 'VAULT_KEY_COMMAND', 100).key()).rejects.toThrow(/did not end in time/);
  });

  describe('that a command gives', () => {
    let service: BootedService;
    let list: GeneratedRandomisationList;

    beforeAll(async () => {
      service = await bootService('randomisation', RandomisationModule, {
        schema: 'enrolment',
        variables: { VAULT_KEY_FILE: '', VAULT_KEY_COMMAND: JSON.stringify(wrapped(folder)) },
      });
    });
    afterAll(() => service.stop());

    const cipher = () => service.app.get(VaultCipher, { strict: false });

    it('encrypts the lists, each of which names it without telling it', async () => {
      expect(cipher().keyId).toBe(new VaultCipher(KEY, 'test').keyId);
      list = await new Enrolling(service).sealedList();
      expect(await service.rows(`select key_id from vault.randomisation_list`)).toEqual([{ key_id: cipher().keyId }]);
      expect(await service.ask(verifyAllocations, { trialId: 'MANUS' }, STATISTICIAN)).toMatchObject({
        reproduced: true,
      });
    });

    it('is named, beside its own, by a list of another key that is to be sealed or verified', async () => {
      const foreign = new VaultCipher(randomBytes(32), 'test');
      const spoil = (listId: string) =>
        asSuperuser(service.database, (client) =>
          client.query(`update vault.randomisation_list set key_id = $2, sealed_specification = $3 where id = $1`, [
            listId,
            foreign.keyId,
            foreign.seal('{}', `list ${listId}`, 4_096),
          ]),
        );
      await asSuperuser(service.database, (client) =>
        client.query(`alter table vault.randomisation_list disable trigger all`),
      );
      await spoil(list.listId);
      expect(await service.ask(verifyAllocations, { trialId: 'MANUS' }, STATISTICIAN)).toMatchObject({
        reproduced: false,
        findings: ['key-of-another-environment'],
      });

      await service.rows(`update vault.randomisation_list set status = 'generated'`);
      const other = await service.ask(generateRandomisationList, aSpecification({ seed: SEED }), STATISTICIAN);
      await spoil(other.listId);
      const sealing = service.app.get(SealRandomisationList, { strict: false });
      await expect(
        sealing.execute(
          { trialId: 'MANUS', listId: other.listId, checksum: other.checksum },
          aContext({ ...SECOND_STATISTICIAN, ...keyed() }),
        ),
      ).rejects.toThrow(`list ${other.listId} of key ${foreign.keyId} cannot be opened with key ${cipher().keyId}`);
    });
  });
});
