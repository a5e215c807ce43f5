import { Injectable } from '@nestjs/common';
import { Cipher } from '@trial/encryption';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import type { Acknowledgement } from '../../domain/icsr/acknowledgement/acknowledgement.js';
import { readAcknowledgement } from '../../domain/icsr/acknowledgement/read-acknowledgement.js';
import { receiveAcknowledgement } from '../../domain/icsr/acknowledgement/receive-acknowledgement.js';
import { treeOf, withXml } from '../../icsr-files/read-xml.js';
import { Acknowledgements, type StoredAcknowledgement } from './acknowledgement.table.js';
import { holdCase } from './hold-case.js';
import { RingForSubmissions } from './ring-for-submissions.js';
import { SubmissionAttempts } from './submission-attempt.table.js';
import { SubmissionStore } from './submission-store.js';
import { Submissions } from './submission.table.js';

/** What an acknowledgement did here. */
export interface Taken {
  readonly acknowledgementId: string;
  /** Submissions it told something new of. */
  readonly changed: readonly string[];
}

/** What was made of an acknowledgement when it came: whom it names that nobody waits for, or why it cannot be read. */
export type Reading = { readonly strangers: readonly string[] } | { readonly unreadable: string };

const ACKNOWLEDGEMENT = 'MCCI_IN200101UV01';
const UNIT = 4_096;
const IS_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An acknowledgement, or why a text is none: the ids of what is wrong, never what it says. */
export function acknowledgementIn(text: string): Acknowledgement | { readonly unreadable: string } {
  const read = withXml(Buffer.from(text, 'utf8'), ({ root }) => {
    const tree = treeOf(root);
    return tree.name === ACKNOWLEDGEMENT ? readAcknowledgement(tree) : { unreadable: 'unknown-message' as const };
  });
  if ('unreadable' in read) return { unreadable: `file/${read.unreadable}` };
  return 'faults' in read ? { unreadable: read.faults.map(({ rule }) => rule).join(', ') } : read.acknowledgement;
}

const readingOf = (reading: Reading): StoredAcknowledgement['reading'] => {
  if ('unreadable' in reading) return 'unreadable';
  return reading.strangers.length > 0 ? 'strangers' : 'understood';
};

/** Takes in what a receiver said: kept word for word, and written to every sending it is about. */
@Injectable()
export class TakeAnswer {
  constructor(
    private readonly cipher: Cipher,
    private readonly store: SubmissionStore,
    private readonly bells: RingForSubmissions,
  ) {}

  /** Throws `CannotBeOpened` before it has written anything. */
  async take(
    tx: Transaction,
    text: string,
    acknowledgement: Acknowledgement,
    came: StoredAcknowledgement['came'],
  ): Promise<Taken> {
    const submissions = await this.inBatch(tx, acknowledgement.batchId);
    const before = [];
    for (const stored of submissions) {
      await holdCase(tx, stored);
      before.push(await this.store.answered(tx, stored, acknowledgement.batchId));
    }
    const { effects, deadLetters } = receiveAcknowledgement(before, acknowledgement);
    const changed: string[] = [];
    for (const [index, { submission, effect }] of effects.entries()) {
      const [stored, was] = [submissions[index], before[index]];
      if (!stored || !was || effect === 'nothing-new') continue;
      await this.store.update(tx, stored, was, submission);
      await this.bells.judge(tx, stored);
      changed.push(stored.id);
    }
    const strangers = deadLetters.map(({ batchId, safetyReportId }) => safetyReportId ?? batchId);
    return { acknowledgementId: await this.keep(tx, text, came, { strangers }), changed };
  }

  /** A text nobody can make anything of is kept as well: a person has to read it. */
  async keep(tx: Transaction, text: string, came: StoredAcknowledgement['came'], reading: Reading): Promise<string> {
    const id = tx.newId();
    await tx.rows(Acknowledgements).insert({
      ...{ id, trialId: tx.context.trialId, came },
      ...{ sealedText: this.cipher.seal(text, `acknowledgement ${id}`, UNIT) },
      ...{
        reading: readingOf(reading),
        sealedReading: this.cipher.seal(JSON.stringify(reading), `reading ${id}`, UNIT),
        keyId: this.cipher.keyId,
      },
      ...{ receivedBy: tx.context.actor, receivedAt: tx.now },
    });
    return id;
  }

  private async inBatch(tx: Transaction, batchId: string) {
    if (!IS_UUID.test(batchId)) return [];
    const attempts = await tx.rows(SubmissionAttempts).findBy({ batchId });
    const ids = attempts.map(({ submissionId }) => submissionId);
    return tx.rows(Submissions).find({ where: { id: In(ids) }, order: { id: 'ASC' } });
  }
}
