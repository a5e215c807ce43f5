import { gatewayRejections } from './gateway/rejection-codes.js';
import { labBiomarkerRejections } from './lab-biomarker/rejection-codes.js';
import { questionnaireRejections } from './questionnaire/rejection-codes.js';
import { randomisationRejections } from './randomisation/rejection-codes.js';
import { safetyRejections } from './safety/rejection-codes.js';
import { schedulingRejections } from './scheduling/rejection-codes.js';

/**
 * Every refusal a caller can meet, with its HTTP status and title (RFC 9457). One table: a code that is not here
 * does not compile in a contract.
 */
export const rejectionCodes = {
  // the door
  'request-not-readable': { status: 400, title: 'The request does not fit its contract' },
  'idempotency-key-missing': { status: 400, title: 'A write needs an Idempotency-Key header' },
  'idempotency-key-not-readable': { status: 400, title: 'The Idempotency-Key header is not readable' },
  'not-signed-in': { status: 401, title: 'A valid access token is needed' },
  'role-not-allowed': { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'There is nothing here that you may see' },
  'request-still-running': { status: 409, title: 'The same request is still being worked on' },
  'version-conflict': { status: 412, title: 'Somebody changed this since you read it' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key belongs to another request' },
  'version-missing': { status: 428, title: 'Say which version you read: an If-Match header is needed' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'service-away': { status: 503, title: 'The service is away; repeat with the same key' },
  'no-answer-in-time': { status: 504, title: 'No answer in time; repeat with the same key' },
  // the trial
  'trial-unknown': { status: 404, title: 'There is no such trial' },
  'trial-not-active-at-site': { status: 409, title: 'The trial is not active at this site' },
  'site-unknown': { status: 404, title: 'There is no such site that you may see' },
  'participant-unknown': { status: 404, title: 'There is no such participant that you may see' },
  'cursor-not-readable': { status: 400, title: 'The page cursor is not readable' },
  'reason-missing': { status: 422, title: 'A change needs a reason' },
  'impossible-date': { status: 422, title: 'There is no such date' },
  ...gatewayRejections,
  ...labBiomarkerRejections,
  ...questionnaireRejections,
  ...randomisationRejections,
  ...safetyRejections,
  ...schedulingRejections,
} as const satisfies Record<string, { status: number; title: string }>;

export type RejectionCode = keyof typeof rejectionCodes;
