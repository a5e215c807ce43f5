import { Rejection } from '@trial/kernel';
import type { Expectedness } from './expectedness.js';

type Judged = Expectedness['expectedness'];

/** What a sponsor's receipt says: what counts, and what the sponsor said themselves; null where they left it to the reference. */
export interface SponsorExpectedness {
  readonly expectedness: Judged;
  readonly stated: Judged | null;
}

/**
 * What counts at the receipt. The reference in force at onset decides; the sponsor may know better that a reaction is worse
 * than what is listed (more frequent, longer), and never that it is listed when it is not. A trial without a reference
 * leaves it to the sponsor. Refused: `expectedness-missing`, `reference-says-unexpected`.
 *
 * @param derived what the reference says; null where the trial has none.
 */
export function stateExpectedness(stated: Judged | undefined, derived: Expectedness | null): SponsorExpectedness {
  if (derived === null) {
    if (!stated)
      throw new Rejection('expectedness-missing', {
        field: 'expectedness',
        rule: 'the trial has no reference safety information: say whether it was expected',
      });
    return { expectedness: stated, stated };
  }
  if (stated === 'expected' && derived.expectedness === 'unexpected')
    throw new Rejection('reference-says-unexpected', {
      field: 'expectedness',
      rule: `by the reference safety information it is unexpected: ${derived.because}`,
    });
  return { expectedness: stated ?? derived.expectedness, stated: stated ?? null };
}

/** What counts later, when the event or what is suspected of it has changed: the sponsor's word that it is unexpected stands. */
export function expectednessSince({ expectedness, stated }: SponsorExpectedness, derived: Expectedness | null): Judged {
  if (stated === 'unexpected') return 'unexpected';
  return derived ? derived.expectedness : expectedness;
}
