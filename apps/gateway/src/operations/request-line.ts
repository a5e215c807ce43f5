import type { Operation } from '@trial/contracts';

/**
 * How loud the log is about a request. Operations look every moment, and their good answers are no news. Of what
 * pharmacovigilance does in its unblinded module there is no line at all: whether a case goes to a regulator depends on what
 * was given, and who reads logs is blinded; the audit trail of that module has who did what.
 */
export function loudnessOf({ route, service }: Operation, status: number): 'log' | 'debug' | 'silent' {
  if (route.includes(' /ops/')) return status < 400 ? 'debug' : 'log';
  return service === 'unblinded' ? 'silent' : 'log';
}
