import type { Instant } from '@trial/kernel';
import type { PlanFacts } from './visit-plan.js';

/** Somebody of whom nothing is known yet, except what is said. */
export const knowing = (facts: Partial<PlanFacts> = {}): PlanFacts => ({
  anchor: null,
  screeningEndsAt: null,
  consentedAt: null,
  randomisedAt: null,
  leftEarlyAt: null,
  attended: new Map(),
  followUpEndsAt: null,
  contactOnly: false,
  followUpFrom: null,
  ...facts,
});

/** Somebody who consented an hour before they were treated. */
export const treatedAt = (at: Instant, more: Partial<PlanFacts> = {}): PlanFacts =>
  knowing({ anchor: { basis: 'treatment', at, provisional: false }, consentedAt: at.subtract({ hours: 1 }), ...more });
