import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { InvalidTrialFile, type Finding } from '../src/invalid-trial-file.js';
import { trialFrom } from '../src/load-trial.js';

/** The folder of the trial files that are deployed. */
export const trialsFolder = fileURLToPath(new URL('../../../deploy/trials/', import.meta.url));

/** A good trial file: the one with an injection map, known by its registry number. */
export const goodName =
  readdirSync(trialsFolder).find((file) => readFileSync(trialsFolder + file, 'utf8').includes('NCT03211793')) ?? '';
export const goodText = readFileSync(trialsFolder + goodName, 'utf8');

export const goodData: unknown = parse(goodText);

/**
 * The good file's data with one value set, or taken out when it is undefined. The path names items of lists by code:
 * `visits/W12/window`.
 */
export function edited(path: string, value: unknown, data = goodData): unknown {
  const copy: unknown = structuredClone(data);
  const keys = keysOf(copy, path.split('/'));
  const last = keys.at(-1) ?? '';
  const parent = at(copy, keys.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) throw new Error(`the good file has no ${path}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return copy;
}

/** The value at such a path of the good file. */
export const valueAt = (path: string): unknown => at(goodData, keysOf(goodData, path.split('/')));

/** What is wrong with the data of a file; nothing when it is a good trial file. */
export function findingsOf(data: unknown, name = goodName): readonly Finding[] {
  try {
    trialFrom(data, name);
    return [];
  } catch (error) {
    if (error instanceof InvalidTrialFile) return error.findings;
    throw error;
  }
}

const at = (data: unknown, keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), data);

function keysOf(data: unknown, [name, ...rest]: readonly string[]): readonly (string | number)[] {
  if (name === undefined) return [];
  const key = Array.isArray(data) ? positionOf(data, name) : name;
  const inner: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return [key, ...keysOf(inner, rest)];
}

function positionOf(items: readonly unknown[], name: string): number {
  const found = items.findIndex(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      ['code', 'id', 'version'].some((property) => Reflect.get(item, property) === name),
  );
  return found >= 0 ? found : Number(name);
}
