#!/usr/bin/env node
/**
 * Says how event schemas became narrower. Events of an old version stay in streams and archives for ever, so a version
 * may only grow: what no longer fits is a new version beside it.
 *
 *     node deploy/contracts/narrowing.mjs <folder before> <folder after>
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsAsProgram } from '../local/checkout.mjs';

/**
 * What narrowed from one schema to the next, as `path: finding`; empty when everything that fitted still fits and every
 * field a reader may lean on is still there. Wider limits, new optional fields and new words in an enumeration are free.
 *
 * @param {object} before JSON Schema
 * @param {object} after JSON Schema
 * @param {string} [path] where in the event, `data` at the top
 * @returns {string[]}
 */
export function narrowings(before, after, path = 'data') {
  const [wasOneOf, isOneOf] = [alternatives(before), alternatives(after)];
  if (wasOneOf || isOneOf) return narrowedAlternatives(wasOneOf ?? [before], isOneOf ?? [after], path);
  return [
    ...typeChanged(before, after, path),
    ...wordsLost(before, after, path),
    ...fieldsNarrowed(before, after, path),
    ...(before.items && after.items ? narrowings(before.items, after.items, `${path}[]`) : []),
  ];
}

/**
 * The same for two folders of `<event type>.json`. An event that is gone has narrowed to nothing.
 * @returns {string[]} `event type: path: finding`
 */
export function narrowingsOfFolders(before, after) {
  const [was, is] = [schemasIn(before), schemasIn(after)];
  return Object.entries(was).flatMap(([type, schema]) =>
    is[type] ? narrowings(schema, is[type]).map((finding) => `${type}: ${finding}`) : [`${type}: removed`],
  );
}

const alternatives = ({ anyOf, oneOf }) => anyOf ?? oneOf;

/** Each alternative of before must still fit somewhere; if none fits, the nearest one says why. */
function narrowedAlternatives(before, after, path) {
  return before.flatMap((was) => {
    const findings = after.map((is) => narrowings(was, is, path));
    if (findings.some((found) => found.length === 0)) return [];
    return findings.reduce((nearest, found) => (found.length < nearest.length ? found : nearest));
  });
}

function typeChanged(before, after, path) {
  if (JSON.stringify(before.type) === JSON.stringify(after.type)) return [];
  // Every integer is a number.
  if (before.type === 'integer' && after.type === 'number') return [];
  return [`${path}: type changed from ${before.type ?? 'anything'} to ${after.type ?? 'anything'}`];
}

/** The words a value may have, from `enum` or `const`; undefined when any may. */
const wordsOf = (schema) => schema.enum ?? ('const' in schema ? [schema.const] : undefined);

function wordsLost(before, after, path) {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (!is) return [];
  if (!was) return [`${path}: only ${is.join(', ')} are left`];
  return was.filter((word) => !is.includes(word)).map((word) => `${path}: enum value ${word} removed`);
}

function fieldsNarrowed(before, after, path) {
  const [was, is] = [before.properties ?? {}, after.properties ?? {}];
  const requiredBefore = new Set(before.required ?? []);
  return [
    ...(after.required ?? [])
      .filter((name) => !requiredBefore.has(name))
      .map((name) => `${path}.${name}: required field added`),
    ...[...requiredBefore]
      .filter((name) => name in is && !(after.required ?? []).includes(name))
      .map((name) => `${path}.${name}: no longer certain to be there`),
    ...Object.keys(was).flatMap((name) =>
      name in is ? narrowings(was[name], is[name], `${path}.${name}`) : [`${path}.${name}: property removed`],
    ),
  ];
}

const schemasIn = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );

if (runsAsProgram(import.meta.url)) {
  const [before, after] = process.argv.slice(2);
  if (!before || !after) {
    console.error('Usage: node deploy/contracts/narrowing.mjs <folder before> <folder after>');
    process.exit(2);
  }
  const found = narrowingsOfFolders(before, after);
  for (const finding of found) console.error(finding);
  process.exit(found.length > 0 ? 1 : 0);
}
