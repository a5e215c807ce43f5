import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const NOT_OURS = new Set(['node_modules', 'dist', 'canaries']);

/** The files below some folders of `root`, as paths from `root`. */
export const filesBelow = (root: string, folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => walk(join(root, folder))).map((path) => relative(root, path).split(sep).join('/'));

const walk = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return NOT_OURS.has(entry.name) ? [] : walk(path);
  });

/**
 * The lines that name a trial, as `path:line`. A name counts in capitals, small letters or capitalised; what stands
 * upside down names none.
 */
export const linesNaming = (names: readonly string[], root: string, paths: readonly string[]): readonly string[] => {
  const spellings = names.flatMap((name) => {
    const small = name.toLowerCase();
    return [name.toUpperCase(), small, small.charAt(0).toUpperCase() + small.slice(1)];
  });
  const named = new RegExp(`(?:${spellings.join('|')})(?!-?[dD]own|[a-z])`);

  return paths.flatMap((path) => [
    ...(named.test(path) ? [path] : []),
    ...readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (named.test(line) ? [`${path}:${index + 1}`] : [])),
  ]);
};

const ANYTHING = /^(?:utils?|common|shared|helpers?|types|constants|misc)$/;

/** Files and folders that may hold anything, and barrels inside services. */
export const dumpingGrounds = (paths: readonly string[]): readonly string[] =>
  paths.filter(
    (path) =>
      path.split('/').some((part) => ANYTHING.test(part.replace(/\..*$/, ''))) || /^apps\/.+\/index\.ts$/.test(path),
  );
