import { createHash } from 'node:crypto';

/** A strong validator of exactly these bytes (RFC 9110 8.8.3); equal answers have equal tags in every replica. */
export const entityTagOf = (body: string): string => `"${createHash('sha256').update(body).digest('base64url')}"`;

/**
 * Whether the caller holds this answer already (`If-None-Match`, RFC 9110 13.1.2): a list of tags, compared weakly, so that a
 * proxy which marks its copy as weak still gets an answer; `*` is any answer there is.
 */
export function isHeld(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)].some(([, held]) => held === tag);
}
