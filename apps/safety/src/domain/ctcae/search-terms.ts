import { searchedWords } from '../searched-words.js';
import type { OrganClass } from './organ-classes.js';
import type { CtcaeVersion, Term } from './term.js';
import { termsOf } from './terms.js';

/**
 * Terms of one version by the beginnings of their words, in any order; British and American spelling, capitals and accents
 * do not matter ("anaem" finds Anemia). What is or begins with the search comes first, then what has it as whole words, each in
 * the order of the alphabet. All terms of the version, or of the organ class, when nothing is searched for.
 */
export function searchTerms(version: CtcaeVersion, words: string, organClass?: OrganClass): readonly Term[] {
  const searched = searchedWords(words);
  return termsOf(version)
    .filter((term) => organClass === undefined || term.organClass === organClass)
    .map((term) => ({ term, words: searchedWords(term.name) }))
    .filter(({ words: known }) => searched.every((word) => known.some((each) => each.startsWith(word))))
    .sort((a, b) => rankOf(a.words, searched) - rankOf(b.words, searched) || inAlphabet(a.term.name, b.term.name))
    .map(({ term }) => term);
}

function rankOf(known: readonly string[], searched: readonly string[]): number {
  const [name, sought] = [known.join(' '), searched.join(' ')];
  if (name === sought) return 0;
  if (name.startsWith(sought)) return 1;
  return searched.every((word) => known.includes(word)) ? 2 : 3;
}

const inAlphabet = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
