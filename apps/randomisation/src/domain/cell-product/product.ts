import { isAfter, type Instant, type ParticipantId, type PersonId } from '@trial/kernel';

/**
 * The way of a product from the freezer to the participant. Every step is a scan of its label and of the participant's
 * wristband, in every arm alike. `use` is what an administration says was given.
 */
export const PRODUCT_STEPS = ['thaw', 'release', 'discard', 'receipt', 'bedside', 'use'] as const;
export type ProductStep = (typeof PRODUCT_STEPS)[number];

/**
 * What a scan is answered with. Everything but `accepted` refuses the product, and stays on record like the rest. No word
 * depends on what the product holds; that its batch was stopped is `product-not-ready` like any other want of release.
 */
export type ScanOutcome =
  | 'accepted'
  | 'product-unknown'
  | 'product-not-for-participant'
  | 'already-treated'
  | 'not-in-follow-up'
  | 'product-past-its-time'
  | 'product-not-ready'
  | 'second-person-needed'
  | 'sentinel-too-soon'
  | 'product-not-scanned';

/** A product prepared for one participant, and how far it has come. */
export interface Product {
  readonly participantId: ParticipantId;
  readonly preparedBy: PersonId;
  readonly batchReleased: boolean;
  readonly batchExpiresAt: Instant;
  /** The steps that were accepted so far; what was given was given, accepted or not. */
  readonly done: readonly ProductStep[];
  /** End of the in-use time that began with the thaw; null before it. */
  readonly usableUntil: Instant | null;
}

/** Whose wristband was scanned. */
export interface Bearer {
  readonly participantId: ParticipantId;
  /** Withdrawn, lost, died, or through with it. */
  readonly hasLeft: boolean;
  /** Given as often as the trial gives it, whatever it was. */
  readonly isTreated: boolean;
}

export interface Scan {
  readonly step: ProductStep;
  readonly by: PersonId;
  readonly at: Instant;
}

/**
 * Whether a product may take a step (R34, R35): it is the participant's own, who still needs it; it comes in its order and
 * once; neither its batch nor its in-use time has run out; its batch is released; and a second person lets it leave the
 * pharmacy. To throw it away is allowed until it was used. Time is looked at before release: a product that was never given
 * must not tell for ever after whether its batch still stands.
 */
export function outcomeOf(product: Product | undefined, bearer: Bearer, { step, by, at }: Scan): ScanOutcome {
  if (!product) return 'product-unknown';
  if (product.participantId !== bearer.participantId) return 'product-not-for-participant';
  const isDone = (one: ProductStep) => product.done.includes(one);
  if (isDone('use') || isDone('discard') || isDone(step)) return 'product-not-ready';
  if (step === 'discard') return 'accepted';
  if (bearer.isTreated) return 'already-treated';
  if (bearer.hasLeft) return 'not-in-follow-up';
  if (isAfter(at, product.batchExpiresAt) || (product.usableUntil !== null && isAfter(at, product.usableUntil))) {
    return 'product-past-its-time';
  }
  const before = BEFORE[step];
  if (!product.batchReleased || (before !== undefined && !isDone(before))) return 'product-not-ready';
  return step === 'release' && by === product.preparedBy ? 'second-person-needed' : 'accepted';
}

const BEFORE: Readonly<Partial<Record<ProductStep, ProductStep>>> = {
  release: 'thaw',
  receipt: 'release',
  bedside: 'receipt',
  use: 'bedside',
};

/** @param limitMinutes from thaw to the last injection, as the trial file has it. */
export const usableUntil = (thawedAt: Instant, limitMinutes: number): Instant =>
  thawedAt.add({ minutes: limitMinutes });

/** When staff are warned: `percent` of the in-use time has passed. */
export const warnAt = (thawedAt: Instant, limitMinutes: number, percent: number): Instant =>
  thawedAt.add({ seconds: Math.floor((limitMinutes * 60 * percent) / 100) });
