import { z } from 'zod';
import { covers, leavesOf, type FieldPath } from './field-path.js';
import type { Finding } from './invalid-trial-file.js';
import { text } from './shapes.js';

const path = z.string().regex(/^(\*|[A-Za-z0-9-]+)(\.(\*|[A-Za-z0-9-]+))*$/, 'must be a path such as visits.*.window');

/** Where the values of a trial file come from, by path. The longest path that names a value speaks for it. */
export const provenance = {
  /** Stated in a public source, a law or a guideline. */
  confirmed: z.record(path, text),
  /** Chosen here because no source settles it: configuration the sponsor is asked to approve. */
  assumptions: z.record(path, text),
  /** Not known: the value is `null` until the sponsor answers, never a silent default. */
  openQuestions: z.record(path, text),
};

export type Basis = keyof typeof provenance;

/** The statements of a file about where its values come from. */
export type Provenance = { readonly [B in Basis]: Readonly<Record<string, string>> };

const SPEAKS_FOR_ITSELF = new Set(['id', 'version', 'confirmed', 'assumptions', 'openQuestions']);

/** What is wrong with the provenance of a file: values nobody vouches for, and statements about nothing. */
export function provenanceFindings(file: object, stated: Provenance): readonly Finding[] {
  const leaves = Object.entries(file).flatMap(([name, value]) =>
    SPEAKS_FOR_ITSELF.has(name) ? [] : leavesOf(value, [name]),
  );
  const statements = statementsOf(stated);
  const aboutNothing = statements
    .filter((statement) => !leaves.some((leaf) => covers(statement.path, leaf.path)))
    .map(({ basis, path }) => ({ field: `${basis}.${path.join('.')}`, rule: 'names nothing in the file' }));
  return [...aboutNothing, ...leaves.flatMap(({ path, value }) => findingsOfLeaf(path, value, statements))];
}

/** What a place of the file rests on; exactly one basis in a file that was read without findings. */
export const basesOf = (path: FieldPath, stated: Provenance): readonly Basis[] =>
  nearestBases(path, statementsOf(stated));

function nearestBases(path: FieldPath, statements: readonly Statement[]): readonly Basis[] {
  const about = statements.filter((statement) => covers(statement.path, path));
  const nearest = Math.max(0, ...about.map((statement) => statement.path.length));
  return [...new Set(about.filter((statement) => statement.path.length === nearest).map(({ basis }) => basis))];
}

function statementsOf({ confirmed, assumptions, openQuestions }: Provenance): readonly Statement[] {
  const statements = (basis: Basis, reasons: Readonly<Record<string, string>>): readonly Statement[] =>
    Object.keys(reasons).map((path) => ({ basis, path: path.split('.') }));
  return [
    ...statements('confirmed', confirmed),
    ...statements('assumptions', assumptions),
    ...statements('openQuestions', openQuestions),
  ];
}

interface Statement {
  readonly basis: Basis;
  readonly path: FieldPath;
}

function findingsOfLeaf(path: FieldPath, value: unknown, statements: readonly Statement[]): readonly Finding[] {
  const field = path.join('.');
  const bases = nearestBases(path, statements);
  const isOpen = bases.includes('openQuestions');
  if (bases.length === 0) return [{ field, rule: 'is neither confirmed, assumed nor an open question' }];
  if (bases.length > 1) return [{ field, rule: `is at once ${bases.join(' and ')}` }];
  if (value === null && !isOpen) return [{ field, rule: 'is null, so it must be an open question' }];
  return value !== null && isOpen ? [{ field, rule: 'is an open question, so it must be null' }] : [];
}
