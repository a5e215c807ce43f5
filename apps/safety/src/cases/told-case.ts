import type { ToldCase } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { CaseTold } from '../domain/icsr/case/compose-case.js';
import type { MeddraCode } from '../domain/icsr/case/known.js';

/**
 * What a person told. Refused: `case-code-incomplete`, because a code and its version go together; `case-code-differs` where
 * the event itself is coded, and otherwise.
 */
export function toldOf(told: ToldCase, coding: MeddraCode | null): CaseTold {
  const { meddraCode: code, meddraVersion: version } = told;
  if ((code === undefined) !== (version === undefined)) {
    const field = code === undefined ? 'told.meddraCode' : 'told.meddraVersion';
    throw new Rejection('case-code-incomplete', { field, rule: 'one is not said without the other' });
  }
  if (coding && code !== undefined && (code !== coding.code || version !== coding.version)) {
    const rule = `the event is coded ${coding.code} of ${coding.version}; code the event anew, or leave the code out`;
    throw new Rejection('case-code-differs', { field: 'told.meddraCode', rule });
  }
  return told;
}
