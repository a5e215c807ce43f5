import { createHash, randomBytes } from 'node:crypto';

/** The secret of an address: 256 random bits, which nobody finds by trying. */
export const newFeedToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of it, and looked up: nothing a clock could measure leads from the hash back to the token. */
export const hashOfFeedToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Where the calendar is, below the address of the API. */
export const feedPath = (token: string): string => `/v1/calendars/${token}.ics`;

/** The token in the last part of such a path; undefined when it cannot be one. */
export const tokenIn = (file: string): string | undefined => /^([\w-]{43})\.ics$/.exec(file)?.[1];
