import { Rejection } from '@trial/kernel';
import type { Administration, TrialConfiguration } from '@trial/trial-configuration';

type ByInjection = Extract<Administration, { kind: 'injections' }>;

export interface CellProductRules extends Pick<ByInjection, 'thawToInjection' | 'sessions'> {
  readonly cellProduct: NonNullable<ByInjection['cellProduct']>;
}

/** What a trial file says of its product; undefined when the trial gives none. */
export function cellProductOf({ administration }: TrialConfiguration): CellProductRules | undefined {
  if (administration.kind !== 'injections' || administration.cellProduct === undefined) return undefined;
  const { thawToInjection, sessions, cellProduct } = administration;
  return { thawToInjection, sessions, cellProduct };
}

/** The same; `Rejection('no-cell-product')` when there is none. */
export function cellProductRules(trial: TrialConfiguration): CellProductRules {
  const rules = cellProductOf(trial);
  if (!rules) throw new Rejection('no-cell-product', { rule: 'the trial file names none' });
  return rules;
}
