import type { StoredCase } from './stored-case.js';

/** One place where two versions differ; `undefined` where it is not there. */
export interface Difference {
  /** Names and, in lists, the id of an entry or its position from 1, joined by points: `reactions.1.outcome`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What a version says otherwise than the one before it, leaf by leaf, in the order of their names. Entries with an id
 * are compared with the entry of that id wherever it stands. When a version was made and its number differ always.
 */
export const caseDifferences = (before: StoredCase, after: StoredCase): readonly Difference[] =>
  differences('', before, after).filter(({ path }) => path !== 'version' && path !== 'createdAt');

function differences(path: string, before: unknown, after: unknown): readonly Difference[] {
  const ours = partsOf(before);
  const theirs = partsOf(after);
  if (!ours || !theirs) return before === after ? [] : [{ path, before, after }];
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  const kind = Array.isArray(before) === Array.isArray(after);
  if (!kind || names.length === 0) return kind ? [] : [{ path, before, after }];
  return names.flatMap((name) => differences(path === '' ? name : `${path}.${name}`, ours.get(name), theirs.get(name)));
}

/** The parts of a list or an object by their names; undefined for what has none. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((entry: unknown, index) => [idOf(entry) ?? String(index + 1), entry]));
}

const idOf = (entry: unknown): string | undefined =>
  typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : undefined;
