import { Injectable } from '@nestjs/common';
import { signatureGiven, type SignAdverseEventCommand, type SignatureView } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { lockAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import { contentSigned, mustBeUnsigned } from '../domain/signature.js';
import { contentHash } from '../judgements/content-hash.js';
import { signableEvent } from '../judgements/signed-content.js';
import { Signatures } from '../judgements/signature.table.js';
import { placedAt } from '../placement/placed.js';
import { signatureView } from './signature.reads.js';

/** The person who is signed in signs, for themselves, exactly what they read (21 CFR 11.70). */
@Injectable()
export class SignAdverseEvent {
  constructor(private readonly transactions: Transactions) {}

  async execute(command: SignAdverseEventCommand, context: Context): Promise<SignatureView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    const { meaning, adverseEventId, expectedVersion } = command;
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, adverseEventId);
      if (event.status !== 'confirmed')
        throw new Rejection('adverse-event-not-confirmed', { rule: `the adverse event is ${event.status}` });
      if (event.version !== expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${event.version} now` });
      const given = await tx.rows(Signatures).findBy({ adverseEventId, meaning });
      mustBeUnsigned(
        given.filter(({ supersededAt }) => supersededAt === null),
        meaning,
      );

      const content = contentSigned(meaning, await signableEvent(tx, adverseEventId));
      const { actor: signedBy, role, organisation } = context;
      const signature = placedAt(event, {
        ...{ id: tx.newId(), adverseEventId, adverseEventVersion: event.version, meaning },
        ...{ contentHash: contentHash(content), signedBy, role, organisation, signedAt: tx.now, supersededAt: null },
      });
      await tx.rows(Signatures).insert(signature);
      const { trialId, siteId, participantId, id: signatureId } = signature;
      const replaces = given.map(({ id }) => id);
      publish(tx, signatureGiven, { trialId, siteId, participantId, adverseEventId, signatureId, meaning, replaces });
      return signatureView(signature);
    });
  }
}
