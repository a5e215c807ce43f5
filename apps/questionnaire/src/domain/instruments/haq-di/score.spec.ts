import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkAnswers, type RawAnswers } from '../../check-answers.js';
import type { Answers } from '../../instrument.js';
import { instrumentOf } from '../catalogue.js';
import { scoreHaqDi } from './score.js';

const haq = instrumentOf('haq-di', 'stanford-20');
const answersFrom = (raw: RawAnswers): Answers => checkAnswers(haq, raw, 'clinician');

function scored(raw: RawAnswers) {
  const [standard, alternative] = scoreHaqDi(answersFrom(raw));
  return { standard, alternative };
}

interface Vector {
  readonly name: string;
  readonly items: RawAnswers;
  readonly ticks: RawAnswers;
  readonly categories: Readonly<Record<string, number | null>>;
  readonly standard: number | null;
  readonly alternative: number | null;
}
const { cases }: { cases: Vector[] } = JSON.parse(
  readFileSync(new URL('../../../../../../test/vectors/haq-di.json', import.meta.url), 'utf8'),
);

describe('HAQ-DI against values worked out by hand', () => {
  it.each(cases)('scores $name', ({ items, ticks, categories, standard, alternative }) => {
    const scores = scored({ ...items, ...ticks });

    expect(scores.standard).toEqual({ code: 'haq-di.standard', value: standard, parts: categories });
    expect(scores.alternative?.value).toBe(alternative);
  });
});

describe('HAQ-DI rules', () => {
  it('takes the worst item of a category, not its mean', () => {
    expect(scored({ i5: 0, i6: 0, i7: 3 }).standard?.parts['eating']).toBe(3);
  });

  it('does not read a blank as 0', () => {
    expect(scored({ i1: null }).standard?.parts['dressing']).toBeNull();
  });

  it.each(['cane', 'walker', 'crutches', 'wheelchair'])('raises walking to 2 for a %s', (aid) => {
    expect(scored({ i8: 0, aids1: [aid] }).standard?.parts['walking']).toBe(2);
    expect(scored({ i8: 0, aids1: [aid] }).alternative?.parts['walking']).toBe(0);
  });

  it.each(['raised-toilet-seat', 'bath-seat', 'bath-bar', 'long-handled-bathroom'])(
    'places a %s under hygiene',
    (aid) => {
      expect(scored({ i10: 0, aids2: [aid] }).standard?.parts['hygiene']).toBe(2);
    },
  );

  it('makes no score out of an aid alone', () => {
    expect(scored({ aids1: ['cane'], help2: ['grip'] }).standard?.parts).toMatchObject({ walking: null, grip: null });
  });
});

describe('HAQ-DI against an independent formulation', () => {
  const itemCodes = Array.from({ length: 20 }, (_, index) => `i${index + 1}`);
  const listed = {
    aids1: ['cane', 'walker', 'crutches', 'wheelchair', 'dressing-device', 'utensils', 'chair'],
    aids2: ['raised-toilet-seat', 'bath-seat', 'bath-bar', 'long-handled-bathroom', 'long-handled-reach', 'jar-opener'],
    help1: ['dressing', 'arising', 'eating', 'walking'],
    help2: ['hygiene', 'reach', 'grip', 'activities'],
  };
  const forms = fc.record({
    values: fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 20, maxLength: 20 }),
    aids1: fc.subarray(listed.aids1),
    aids2: fc.subarray(listed.aids2),
    help1: fc.subarray(listed.help1),
    help2: fc.subarray(listed.help2),
  });
  type Form = typeof forms extends fc.Arbitrary<infer F> ? F : never;
  const rawOf = ({ values, ...ticks }: Form): RawAnswers => ({
    ...Object.fromEntries(itemCodes.map((code, index) => [code, values[index] ?? null])),
    ...ticks,
  });

  // Works by counting, on flat positions: a category is at least n when one of its items is, or an aid lifts it.
  function naive({ values, aids1, aids2, help1, help2 }: Form, withAids: boolean): number | null {
    const ends = [2, 4, 7, 9, 12, 14, 17, 20];
    const lifting: readonly (readonly string[])[] = [
      ['dressing-device', 'dressing'],
      ['chair', 'arising'],
      ['utensils', 'eating'],
      ['cane', 'walker', 'crutches', 'wheelchair', 'walking'],
      ['raised-toilet-seat', 'bath-seat', 'bath-bar', 'long-handled-bathroom', 'hygiene'],
      ['long-handled-reach', 'reach'],
      ['jar-opener', 'grip'],
      ['activities'],
    ];
    const ticked = new Set([...aids1, ...aids2, ...help1, ...help2]);
    let points = 0;
    let counted = 0;
    ends.forEach((end, category) => {
      const answered = values.slice(ends[category - 1] ?? 0, end).filter((value) => value !== null);
      if (answered.length === 0) return;
      counted += 1;
      const lifted = withAids && (lifting[category] ?? []).some((tick) => ticked.has(tick));
      for (const step of [1, 2, 3]) {
        if (answered.some((value) => value >= step) || (lifted && step <= 2)) points += 1;
      }
    });
    return counted < 6 ? null : points / counted;
  }

  it('agrees on every form', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const { standard, alternative } = scored(rawOf(form));
        expect(standard?.value).toBe(naive(form, true));
        expect(alternative?.value).toBe(naive(form, false));
      }),
    );
  });

  it('stays from 0 to 3, in eighths when all categories are there, and never below the alternative', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const { standard, alternative } = scored(rawOf(form));
        const value = standard?.value ?? null;
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(alternative?.value ?? Infinity);
        expect(value).toBeLessThanOrEqual(3);
        if (!Object.values(standard?.parts ?? {}).includes(null)) expect(Number.isInteger(value * 8)).toBe(true);
      }),
    );
  });

  it('does not fall when an answered item gets worse', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 0, max: 19 }), (form, position) => {
        const before = form.values[position] ?? null;
        if (before === null) return;
        const worse = {
          ...form,
          values: form.values.map((value, index) => (index === position ? Math.min(before + 1, 3) : value)),
        };
        expect(scored(rawOf(worse)).standard?.value ?? -1).toBeGreaterThanOrEqual(
          scored(rawOf(form)).standard?.value ?? -1,
        );
      }),
    );
  });
});
