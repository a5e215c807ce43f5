import { organClasses } from './organ-classes.js';
import { ctcaeVersions, type CtcaeVersion, type DictionaryTerms, type Grade, type Term } from './term.js';
import { termsV403 } from './terms-v4.03.js';
import { termsV50 } from './terms-v5.0.js';
import { termsV60 } from './terms-v6.0.js';

/** The term of a version, or undefined: 4.03 has a platelet count, 6.0 has thrombocytopenia instead. */
export const termBySlug = (version: CtcaeVersion, slug: string): Term | undefined => bySlug[version].get(slug);

/** Every term of a version, organ class by organ class in dictionary order. */
export const termsOf = (version: CtcaeVersion): readonly Term[] => [...bySlug[version].values()];

/** A grade the dictionary does not print for a term must not be selectable (`ctcae.md` 1.3, rule 2). */
export const offersGrade = (term: Term, grade: Grade): boolean => term.grades.includes(grade);

/** The 26 terms named "… - Other, specify" say nothing without the words of the site. */
export const needsWords = (term: Term): boolean => term.name.endsWith(' - Other, specify');

/** Whether a text, for example from a trial file, names a version this service knows. */
export const isCtcaeVersion = (text: string): text is CtcaeVersion => ctcaeVersions.some((known) => known === text);

const indexed = (terms: DictionaryTerms): ReadonlyMap<string, Term> =>
  new Map(
    organClasses.flatMap((organClass) =>
      terms[organClass].map((entry) => [entry.slug, { ...entry, organClass }] as const),
    ),
  );

const bySlug: Readonly<Record<CtcaeVersion, ReadonlyMap<string, Term>>> = {
  '4.03': indexed(termsV403),
  '5.0': indexed(termsV50),
  '6.0': indexed(termsV60),
};
