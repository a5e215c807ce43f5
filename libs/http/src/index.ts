export { AccessTokens, signedInSecondsAgo, type Identity } from './access-tokens.js';
export { expectedVersion, idempotencyOf } from './idempotency.js';
export { fault, problemOf, type ProblemDocument } from './problem-document.js';
export { ProblemDocumentFilter } from './problem-document.filter.js';
