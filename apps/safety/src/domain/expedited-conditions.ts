import type { Suspicion } from './causality.js';
import type { Expectedness } from './expectedness.js';
import { isSerious, type SeriousnessCriterion } from './seriousness.js';

/** What decides whether an event is expedited. Blinded facts alone: nothing here depends on who received what. */
export interface DecidingFacts {
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly suspicion: Suspicion;
  readonly expectedness: Expectedness['expectedness'];
  /** The protocol exempts this disease-related term from expedited reporting (annex III 2.5). */
  readonly exempt: boolean;
}

export type ExpeditedCondition = 'serious' | 'suspected' | 'unexpected' | 'not-exempt';

/**
 * What an event must be, all of it, to be expedited (536/2014 art. 42(1), annex III 2.4 and 2.5). A causality nobody has
 * given yet counts as suspected: the clock runs while the sponsor asks.
 */
export const expeditedConditions = ({
  seriousness,
  suspicion,
  expectedness,
  exempt,
}: DecidingFacts): Readonly<Record<ExpeditedCondition, boolean>> => ({
  serious: isSerious(seriousness),
  suspected: suspicion !== 'not-suspected',
  unexpected: expectedness === 'unexpected',
  'not-exempt': !exempt,
});

export const isExpedited = (facts: DecidingFacts): boolean => Object.values(expeditedConditions(facts)).every(Boolean);
