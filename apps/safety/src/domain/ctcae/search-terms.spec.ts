import fc from 'fast-check';
import { searchTerms } from './search-terms.js';
import { ctcaeVersions } from './term.js';
import { termsOf } from './terms.js';

const namesOf = (words: string) => searchTerms('4.03', words).map(({ name }) => name);

describe('the search of CTCAE terms', () => {
  it.each([
    ['anaem', ['Anemia']],
    ['ANEMIA', ['Anemia']],
    ['bruis', ['Bruising']],
    ['haematoma', ['Hematoma']],
    ['skin ulcer', ['Skin ulceration']],
    ['ulcer skin', ['Skin ulceration']],
    ['oedema limbs', ['Edema limbs']],
    ['no such thing', []],
  ])('finds %s', (words, expected) => {
    expect(namesOf(words)).toEqual(expected);
  });

  it('shows first what begins with it, then whole words, then other beginnings', () => {
    const found = namesOf('pain');
    expect(found.slice(0, 3)).toEqual(['Pain', 'Pain in extremity', 'Pain of skin']);
    const places = ['Abdominal pain', 'Painful erection'].map((name) => found.indexOf(name));
    expect(places.filter((place) => place >= 0)).toEqual(
      [...places.filter((place) => place >= 0)].sort((a, b) => a - b),
    );
    expect(found).toContain('Abdominal pain');
  });

  it('keeps to an organ class, and shows all of it when nothing is searched for', () => {
    const vascular = searchTerms('4.03', '', 'Vascular disorders');
    expect(vascular).toEqual(
      termsOf('4.03')
        .filter(({ organClass }) => organClass === 'Vascular disorders')
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    expect(searchTerms('4.03', 'anemia', 'Vascular disorders')).toEqual([]);
  });

  it('finds every term by its own name, first of all, and by any beginning of its words', () => {
    for (const version of ctcaeVersions)
      for (const term of termsOf(version)) expect(searchTerms(version, term.name)[0]?.slug).toBe(term.slug);
    const someTerm = fc.constantFrom(...termsOf('6.0'));
    fc.assert(
      fc.property(someTerm, fc.integer({ min: 1, max: 6 }), fc.boolean(), (term, letters, backwards) => {
        const cut = term.name
          .split(/[^\p{Letter}\p{Number}]+/u)
          .filter((word) => word.length > letters && !/[ao]e/iu.test(word.slice(letters - 1, letters + 1)))
          .map((word) => word.slice(0, letters));
        const words = (backwards ? cut.reverse() : cut).join(' ');
        expect(searchTerms('6.0', words)).toContain(term);
      }),
    );
  });
});
