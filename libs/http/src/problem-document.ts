import { rejectionCodes, type RejectionCode } from '@trial/contracts';
import type { RejectionDetails } from '@trial/kernel';

/** RFC 9457. Names field and rule; never a stack, an allocation or a person's data. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly field?: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string }[];
  readonly trace?: string;
}

const isKnown = (code: string): code is RejectionCode => Object.hasOwn(rejectionCodes, code);

/** The document for a refusal; a code outside the table would be our own mistake and is answered as a fault. */
export function problemOf(
  code: string,
  { field, rule, errors }: RejectionDetails = {},
  trace?: string,
): ProblemDocument {
  if (!isKnown(code)) return fault(trace);
  const { status, title } = rejectionCodes[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    ...(rule ? { detail: rule } : {}),
    ...(field ? { field } : {}),
    ...(errors ? { errors } : {}),
    ...(trace ? { trace } : {}),
  };
}

/** Something broke. What it was is in the log, under the trace. */
export const fault = (trace?: string): ProblemDocument => ({
  type: '/problems/fault',
  title: 'Something broke here; the trace leads to it',
  status: 500,
  ...(trace ? { trace } : {}),
});
