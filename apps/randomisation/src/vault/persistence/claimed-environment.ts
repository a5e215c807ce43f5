import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';

/**
 * A database belongs to the environment of the first process that starts on it. A process of another one does not start:
 * nobody is allocated in production from what was loaded for a test, nor the reverse (R40).
 */
@Injectable()
export class ClaimedEnvironment implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  /** Before any duty runs and anything is answered. */
  async onModuleInit(): Promise<void> {
    const { environment } = this.cipher;
    const claimed = await this.transactions.run(AT_START, async (tx) => {
      await tx.query('insert into vault_environment (environment, since) values ($1, $2) on conflict do nothing', [
        environment,
        tx.now.toString(),
      ]);
      return tx.query<{ environment: string }>('select environment from vault_environment');
    });
    const [owner] = claimed;
    if (owner?.environment !== environment) {
      throw new Error(`this database belongs to environment ${owner?.environment}, this process to ${environment}`);
    }
  }
}

const AT_START: Context = {
  actor: 'service:vault',
  role: 'service',
  organisation: '',
  trialId: '',
  sites: [],
  zone: 'UTC',
  reason: 'first start on this database',
  trace: '',
  cause: 'start',
};
