import { organClasses } from './organ-classes.js';
import { ctcaeVersions, type CtcaeVersion } from './term.js';
import { isCtcaeVersion, needsWords, offersGrade, termBySlug, termsOf } from './terms.js';

const gradesOf = (version: CtcaeVersion, slug: string): readonly number[] | undefined =>
  termBySlug(version, slug)?.grades;

describe('the dictionaries', () => {
  it.each([
    ['4.03', 790, 3049, 491, 528],
    ['5.0', 837, 3185, 494, 551],
    ['6.0', 850, 3235, 512, 563],
  ] as const)(
    'of %s have %d terms, %d grades, %d that end in death and %d with a grade 4',
    (version, terms, cells, death, four) => {
      const all = termsOf(version);
      expect(all).toHaveLength(terms);
      expect(all.flatMap(({ grades }) => grades)).toHaveLength(cells);
      expect(all.filter((term) => offersGrade(term, 5))).toHaveLength(death);
      expect(all.filter((term) => offersGrade(term, 4))).toHaveLength(four);
      expect(new Set(all.map(({ organClass }) => organClass)).size).toBe(26);
    },
  );

  it('carry no codes', () => {
    expect(JSON.stringify(ctcaeVersions.flatMap(termsOf))).not.toMatch(/\d{8}/);
  });

  it('keep their holes', () => {
    expect(gradesOf('4.03', 'hyponatremia')).toEqual([1, 3, 4, 5]);
    expect(gradesOf('5.0', 'hyponatremia')).toEqual([1, 2, 3, 4, 5]);
    expect(gradesOf('4.03', 'cardiac-troponin-i-increased')).toEqual([1, 3]);
    expect(gradesOf('4.03', 'vaginal-stricture')).toEqual([1, 2, 3, 5]);
    expect(gradesOf('4.03', 'death-nos')).toEqual([5]);
  });

  it('let nobody die of a laboratory value: among investigations only "other" has grade 5', () => {
    const deadly = termsOf('4.03').filter((term) => term.organClass === 'Investigations' && offersGrade(term, 5));
    expect(deadly.map(({ slug }) => slug)).toEqual(['investigations-other-specify']);
  });

  it('have one term per organ class that needs words, the eye one without grade 5', () => {
    for (const version of ctcaeVersions) {
      const others = termsOf(version).filter(needsWords);
      expect(others.map(({ organClass }) => organClass).sort()).toEqual([...organClasses].sort());
    }
    expect(gradesOf('4.03', 'eye-disorders-other-specify')).toEqual([1, 2, 3, 4]);
  });

  it('move the platelets from one term and class to another in 6.0', () => {
    expect(termBySlug('4.03', 'platelet-count-decreased')?.organClass).toBe('Investigations');
    expect(termBySlug('6.0', 'platelet-count-decreased')).toBeUndefined();
    expect(termBySlug('6.0', 'thrombocytopenia')?.organClass).toBe('Blood and lymphatic system disorders');
  });

  it('are known by exact version: "4.0" has to be written 4.03', () => {
    expect(['4.03', '5.0', '6.0', '4.0', '4'].map(isCtcaeVersion)).toEqual([true, true, true, false, false]);
  });
});
