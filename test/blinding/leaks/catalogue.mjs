import { inReplyTo } from './bugs.mjs';
import { leaksBesideTheData } from './leaks-beside-the-data.mjs';
import { leaksInEvents } from './leaks-in-events.mjs';
import { leaksInResponses } from './leaks-in-responses.mjs';

/**
 * The catalogue of leaks, SEC41 to SEC65: one bug each, planted where such a bug would be. `channel` is where it comes
 * out, `shows` the kind of difference it must be caught as, and `text` what stands in that difference and in no other; `leavesTrace`
 * what it changes for good. Leaks of one `round` are open at the same time: each changes something else. A leak that names no
 * arm is the rule: two arms told apart are two arms known.
 * @type {readonly { id: string, channel: string, says: string, shows?: string, text?: RegExp, round?: number,
 *   leavesTrace?: string, leak?: object, notPlanted?: string }[]}
 */
export const catalogue = [
  ...leaksInResponses,
  ...leaksInEvents,
  ...leaksBesideTheData,
  {
    id: 'SEC65',
    channel: 'dumps and backups',
    says: 'A dump of the databases holds an arm in clear.',
    notPlanted: 'a dump is no answer to a blinded role; the service tests of the vault read one',
  },
].sort((one, other) => (one.id < other.id ? -1 : 1));

/** A field more that says the same of both arms: what the test must not take for a leak. */
export const HARMLESS = 'harmless';

/** By id: what is done at which place (`places.mjs`). */
export const plantedLeaks = new Map([
  ...catalogue.filter(({ leak }) => leak).map(({ id, leak }) => [id, leak]),
  [HARMLESS, inReplyTo(['list-visits', 'read-visit'], (visit) => ({ ...visit, batch: 'recorded' }))],
]);
