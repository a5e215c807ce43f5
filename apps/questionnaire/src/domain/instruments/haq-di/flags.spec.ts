import { checkAnswers, type RawAnswers } from '../../check-answers.js';
import type { FormCircumstances } from '../../instrument.js';
import { instrumentOf } from '../catalogue.js';
import { flagHaqDi } from './flags.js';

const haq = instrumentOf('haq-di', 'stanford-20');
const allAt = (value: number) => Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`i${index + 1}`, value]));
const nothingUsed = { aids1: ['none'], help1: ['none'], aids2: ['none'], help2: ['none'] };

const flagsOf = (raw: RawAnswers, circumstances: FormCircumstances = {}): string[] =>
  flagHaqDi(checkAnswers(haq, { ...nothingUsed, ...raw }, 'clinician'), circumstances).map(({ code }) => code);

describe('what a person should look at in an HAQ', () => {
  it('finds nothing in a plain form', () => {
    expect(flagsOf(allAt(1))).toEqual([]);
  });

  it('asks the site about an aid in a category without any answer', () => {
    const answers = checkAnswers(haq, { ...nothingUsed, i1: 0, aids2: ['bath-bar'] }, 'participant');

    expect(flagHaqDi(answers, {})).toEqual([
      { code: 'haq-aid-without-items', weight: 'query', items: ['i10', 'i11', 'i12'] },
    ]);
  });

  it('asks the site to place an unlisted aid, until it is placed', () => {
    expect(flagsOf({ ...allAt(1), aids1: ['other'] })).toEqual(['haq-other-aid']);
    expect(flagsOf({ ...allAt(1), aids1: ['other'], other1: ['eating'] })).toEqual([]);
  });

  it('asks about a placed aid that was never ticked', () => {
    expect(flagsOf({ ...allAt(1), other2: ['grip'] })).toEqual(['haq-other-aid']);
  });

  it('points out a block of aids where not even "none of these" was ticked', () => {
    expect(flagsOf({ ...allAt(1), aids2: [] })).toEqual(['haq-aids-not-stated']);
  });

  it('points out a wheelchair beside level walking without difficulty', () => {
    expect(flagsOf({ ...allAt(1), i8: 0, aids1: ['wheelchair'] })).toEqual(['haq-wheelchair-level-walking']);
    expect(flagsOf({ ...allAt(1), i8: 1, aids1: ['wheelchair'] })).toEqual([]);
  });

  it('points out twenty equal answers above 0 in less than 30 seconds', () => {
    expect(flagsOf(allAt(2), { secondsTaken: 29 })).toEqual(['haq-straight-line']);
    expect(flagsOf(allAt(2), { secondsTaken: 30 })).toEqual([]);
    expect(flagsOf(allAt(0), { secondsTaken: 5 })).toEqual([]);
    expect(flagsOf({ ...allAt(2), i20: null }, { secondsTaken: 5 })).toEqual([]);
  });

  it('points out a change of more than 1.5 since the previous visit', () => {
    expect(flagsOf(allAt(2), { previousScores: { 'haq-di.standard': 0.375 } })).toEqual(['haq-large-change']);
    expect(flagsOf(allAt(2), { previousScores: { 'haq-di.standard': 0.5 } })).toEqual([]);
    expect(flagsOf(allAt(2), { previousScores: { 'haq-di.standard': null } })).toEqual([]);
  });
});
