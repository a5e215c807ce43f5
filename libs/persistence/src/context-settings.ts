import type { Context, Instant } from '@trial/kernel';

const SETTINGS = [
  'actor',
  'role',
  'organisation',
  'trial',
  'sites',
  'participant',
  'zone',
  'reason',
  'trace',
  'cause',
  'now',
];

/** Tells the database who acts until the transaction ends: row-level security and the audit trail read it there. */
export const SET_CONTEXT = `select ${SETTINGS.map((name, index) => `set_config('app.${name}', $${index + 1}, true)`).join(', ')}`;

/** The parameters of `SET_CONTEXT`. */
export const settingsOf = (context: Context, now: Instant): string[] => [
  context.actor,
  context.role,
  context.organisation,
  context.trialId,
  context.sites.join(','),
  context.participantId ?? '',
  context.zone,
  context.reason,
  context.trace,
  context.cause,
  now.toString(),
];
