import type { OrganClass } from './organ-classes.js';

/** A protocol that says "CTCAE 4.0" means 4.03. Grades are never re-mapped: a record keeps the version it was graded with. */
export const ctcaeVersions = ['4.03', '5.0', '6.0'] as const;
export type CtcaeVersion = (typeof ctcaeVersions)[number];

/** How bad an adverse event is, as CTCAE grades it (AETOXGR). 5 is death. Not the same thing as seriousness. */
export const grades = [1, 2, 3, 4, 5] as const;
export type Grade = (typeof grades)[number];

/** One entry of the dictionary. Grades that are not listed do not exist for it, and holes are real (1, 3, 4, 5). */
export interface Term {
  /** Unique in its version; a term is written `4.03/anemia` where the version is not obvious. */
  readonly slug: string;
  readonly name: string;
  readonly organClass: OrganClass;
  readonly grades: readonly Grade[];
}

export type DictionaryTerms = Readonly<Record<OrganClass, readonly Omit<Term, 'organClass'>[]>>;
