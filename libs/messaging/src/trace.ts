import { createHash, randomBytes } from 'node:crypto';

/** W3C Trace Context: `00-<32 hex trace id>-<16 hex parent id>-<2 hex flags>`. */
const SHAPE = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A trace to go on with: the caller's if it is well-formed, otherwise a new one. */
export function continueTrace(traceparent: string | undefined): string {
  if (traceparent && SHAPE.test(traceparent)) return childOf(traceparent, randomBytes(8).toString('hex'));
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** The span of work inside a trace; `work` names it, so that a repeat of the same work is the same span. */
export const spanOf = (traceparent: string, work: string): string =>
  childOf(traceparent, createHash('sha256').update(`${traceparent} ${work}`).digest('hex').slice(0, 16));

const childOf = (traceparent: string, parent: string): string =>
  [...traceparent.split('-').slice(0, 2), parent, traceparent.slice(-2)].join('-');

/** The trace id inside a `traceparent`: one id from click to export. */
export const traceIdOf = (traceparent: string): string => traceparent.split('-')[1] ?? '';
