import type { Context } from '@trial/kernel';
import type { Reader } from '../domain/disclosure.js';

const SITE_ROLES = ['investigator', 'study-nurse'];

/** What the caller is to a form; who is neither the participant nor of the site only reads data. */
export function readerOf({ role, participantId }: Context): Reader {
  if (participantId !== undefined || role === 'participant') return 'participant';
  return SITE_ROLES.includes(role) ? 'site' : 'sponsor';
}
