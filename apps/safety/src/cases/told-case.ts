import type { ToldCase } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { CaseTold } from '../domain/icsr/case/compose-case.js';

/** What a person told. A code and its version go together: `Rejection('case-code-incomplete')`. */
export function toldOf(told: ToldCase): CaseTold {
  if ((told.meddraCode === undefined) !== (told.meddraVersion === undefined)) {
    const field = told.meddraCode === undefined ? 'told.meddraCode' : 'told.meddraVersion';
    throw new Rejection('case-code-incomplete', { field, rule: 'one is not said without the other' });
  }
  return told;
}
