import { Injectable } from '@nestjs/common';
import type { AtDowntimePack, DowntimePackEnvelopes } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { DowntimeEnvelopes } from './downtime-envelope.table.js';
import { checksumOf, ENVELOPES } from './envelope.js';
import { packOf, reservedIn } from './pack.reads.js';

/** The sealed envelopes, for the pharmacy; never for the person who saw the codes. */
@Injectable()
export class FetchDowntimePack {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute(request: AtDowntimePack, context: Context): Promise<DowntimePackEnvelopes> {
    return this.transactions.read(context, async (tx) => {
      const pack = await packOf(tx, request);
      const { id, trialId, siteId, number, issuedAt } = pack;
      const { environment } = this.cipher;
      if (pack.status === 'closed') throw new Rejection('pack-closed');
      if (!pack.codesShownAt)
        throw new Rejection('codes-not-made', { rule: 'whoever keeps the codes fetches them first' });
      if (pack.codesShownTo === context.actor) {
        throw new Rejection('second-person-needed', { rule: 'nobody has both the codes and the envelopes' });
      }
      const sealed = new Map(
        (await tx.rows(DowntimeEnvelopes).findBy({ packId: id })).map((row) => [row.envelope, row]),
      );
      const envelopes = (await reservedIn(tx, id)).map(({ envelope, stratum }) => {
        const row = sealed.get(envelope);
        if (!row) throw new Error(`envelope ${envelope} of pack ${id} is not there`);
        return {
          envelope,
          stratum,
          salt: row.salt.toString('hex'),
          sealed: row.sealed.toString('base64'),
          checksum: checksumOf({ environment, trialId, siteId, pack: number, envelope, stratum }, row),
        };
      });
      return {
        format: ENVELOPES,
        environment,
        trialId,
        siteId,
        pack: number,
        issuedAt: issuedAt.toString({ fractionalSecondDigits: 3 }),
        envelopes,
      };
    });
  }
}
