import { z } from 'zod';

/** A code of the trial: letters, digits and hyphens, so that it can stand in a path, an event and a field path. */
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'must be letters, digits and hyphens');

/** A term of the dictionary in whichever version the trial grades by. */
export const term = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the slug of a CTCAE term, without a version');

/** Text a person reads; never empty. */
export const text = z.string().trim().min(1);

/** One or more of something. */
export const count = z.int().positive();

/** Zero or more of something. */
export const amount = z.int().nonnegative();

/** An instant as ISO 8601 with `Z` or an offset: a local time without one is a different instant at every site. */
export const moment = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 instant with Z or an offset' });

/** A civil date, `YYYY-MM-DD`. */
export const day = z.iso.date();

/** An IANA zone name such as `Europe/Amsterdam`; abbreviations and fixed offsets know no daylight saving. */
export const zone = z.string().refine(isZone, 'must be an IANA time zone such as Europe/Amsterdam');

/** A languages tag of ISO 639-1, for example `nl`. */
export const language = z.string().regex(/^[a-z]{2}$/, 'must be a two-letter language code');

/** Elapsed hours or civil days: 48 hours and 2 days differ when the clocks change. */
export const duration = z.union([z.strictObject({ hours: z.int() }), z.strictObject({ days: z.int() })], {
  error: 'must be either { hours: n } or { days: n }',
});

function isZone(name: string): boolean {
  if (!/^([A-Za-z_]+\/[A-Za-z_/-]+|UTC)$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
