import type { CtcaeVersion } from '../ctcae/term.js';
import { gradeLabRequest, type LabAnswer } from './grade-lab-request.js';
import type { AmbiguityPolicy } from './lab-request.js';
import { isLabRequest, requestFault } from './request-fault.js';

/** A line that is no request: where it stood, counted from 1, and what is wrong with it. */
export interface UnreadableLine {
  readonly id: null;
  readonly line: number;
  readonly error: string;
}

/** The answer to one line of NDJSON, whatever stands in it. A byte order mark before it, or a carriage return behind, is none of it. */
export function gradeLine(
  text: string,
  line: number,
  version: CtcaeVersion,
  policy: AmbiguityPolicy,
): LabAnswer | UnreadableLine {
  const unreadable = (error: string): UnreadableLine => ({ id: null, line, error });
  if (text.trim() === '') return unreadable('empty line');
  const parsed = parse(text);
  if (!parsed) return unreadable('not JSON');
  return isLabRequest(parsed.value)
    ? gradeLabRequest(parsed.value, version, policy)
    : unreadable(requestFault(parsed.value) ?? 'not a request');
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text.trim());
    return { value };
  } catch {
    return undefined;
  }
}
