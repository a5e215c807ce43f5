import type { highlights, outcomeCodes, testVerdicts } from '../code-lists/code-lists.js';
import type { SeriousnessCriterion } from '../../seriousness.js';
import type { Known, MeddraCode, PartialMoment, Quantity } from './known.js';

/** A reaction or event (E.i). */
export interface Reaction {
  /** UUID: opinions and drugs refer to it; the same in every version of the case. */
  readonly id: string;
  /** E.i.1.1: the words of the site and their language (ISO 639-2, three letters); E.i.1.2 their English. */
  readonly words: string;
  readonly language: string;
  readonly translation?: string;
  /** E.i.2.1: nothing is sent without it. */
  readonly meddra: MeddraCode | null;
  readonly highlight?: keyof typeof highlights.codes;
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly start?: Known<PartialMoment, 'MSK' | 'ASKU' | 'NASK'>;
  readonly end?: Known<PartialMoment, 'MSK' | 'ASKU' | 'NASK'>;
  readonly duration?: Quantity;
  readonly outcome: keyof typeof outcomeCodes.codes;
  readonly medicallyConfirmed?: boolean;
  /** E.i.9. */
  readonly country?: string;
}

/** A test that matters for the reaction (F.r): a name in words, a code, or both. */
export interface TestResult {
  /** F.r.1. */
  readonly on: Known<PartialMoment, 'UNK'>;
  readonly name?: string;
  readonly meddra?: MeddraCode;
  readonly result: TestValue;
  /** F.r.4 and F.r.5, in the unit of the value. */
  readonly normalLow?: Quantity;
  readonly normalHigh?: Quantity;
  readonly comment?: string;
  readonly moreInformation?: boolean;
}

/** A verdict, a number (possibly below or above what can be measured), or words. */
export type TestValue =
  | { readonly kind: 'verdict'; readonly verdict: keyof typeof testVerdicts.codes }
  | { readonly kind: 'number'; readonly comparator: '=' | '<' | '<=' | '>' | '>='; readonly quantity: Quantity }
  | { readonly kind: 'words'; readonly words: string };
