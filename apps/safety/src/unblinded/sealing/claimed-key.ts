import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cipher } from '@trial/encryption';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';

interface Claim {
  /** Null of a database from before keys were noted, until a key has opened what it holds. */
  readonly key_id: string | null;
  readonly environment: string | null;
  readonly place: string;
  readonly sealed: Buffer;
}

/** So many bytes are enough for the text below. */
const UNIT = 64;
const PLACE = 'key of the unblinded module';

/**
 * A database is sealed with the key of the first process that starts on it, and in its environment. A process whose key does
 * not open what that one sealed does not start: it would neither send what waits nor read what was said.
 */
@Injectable()
export class ClaimedKey implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: Cipher,
  ) {}

  /** Before any duty runs and anything is answered. */
  async onModuleInit(): Promise<void> {
    const { keyId, environment } = this.cipher;
    const claim = await this.transactions.run(AT_START, async (tx) => {
      await tx.query(
        `insert into sealing_key (key_id, environment, place, sealed, since) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [keyId, environment, PLACE, this.cipher.seal(keyId, PLACE, UNIT), tx.now.toString()],
      );
      const [first] = await tx.query<Claim>('select key_id, environment, place, sealed from sealing_key for update');
      if (!first || this.cipher.open(first.sealed, first.place) === undefined) return first;
      await tx.query('update sealing_key set key_id = $1, environment = $2 where key_id is null', [keyId, environment]);
      return undefined;
    });
    if (!claim) return;
    throw new Error(
      `this database is sealed with key ${claim.key_id ?? 'that nobody noted'} of environment ${claim.environment ?? 'unknown'}, ` +
        `and UNBLINDED_KEY is key ${keyId} of ${environment}: it does not open what is there`,
    );
  }
}

const AT_START: Context = {
  actor: 'service:unblinded',
  role: 'service',
  organisation: '',
  trialId: '',
  sites: [],
  zone: 'UTC',
  reason: 'first start on this database',
  trace: '',
  cause: 'start',
};
