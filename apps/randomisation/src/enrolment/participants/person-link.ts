import { createHmac } from 'node:crypto';
import type { TrialId } from '@trial/kernel';

/**
 * Recognises a person who is entered twice. The site sends a keyed hash and keeps the person to itself; we hash it
 * again with a key of our own, so that neither a site nor whoever holds our tables alone can look a person up (PV2).
 */
export class PersonLink {
  constructor(private readonly key: Buffer) {}

  hashOf(trialId: TrialId, personHash: string): string {
    return createHmac('sha256', this.key).update(`${trialId}\n${personHash}`).digest('hex');
  }
}
