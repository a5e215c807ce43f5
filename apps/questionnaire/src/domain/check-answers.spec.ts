import { Rejection } from '@trial/kernel';
import { checkAnswers, type RawAnswers } from './check-answers.js';
import { instrumentOf } from './instruments/catalogue.js';
import { asSent } from './read-answers.js';

const haq = instrumentOf('haq-di', 'stanford-20');

function refusalOf(raw: RawAnswers): { code: string; field: string | undefined } {
  try {
    checkAnswers(haq, raw, 'participant');
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, field: error.details.field };
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('reading answers', () => {
  it('keeps the three ways of being missing apart', () => {
    const answers = checkAnswers(
      haq,
      { i1: 2, i2: null, i3: { skippedAt: '2026-03-04T10:00:00+01:00' } },
      'participant',
    );

    expect(answers).toMatchObject({
      i1: { state: 'answered', value: 2 },
      i2: { state: 'left-open' },
      i3: { state: 'skipped', skippedAt: '2026-03-04T09:00:00Z' },
      i4: { state: 'not-reached' },
    });
  });

  it.each`
    answer                       | code
    ${4}                         | ${'answer-out-of-range'}
    ${-1}                        | ${'answer-out-of-range'}
    ${9}                         | ${'answer-out-of-range'}
    ${Number.NaN}                | ${'answer-out-of-range'}
    ${1.5}                       | ${'answer-of-wrong-type'}
    ${'1'}                       | ${'answer-of-wrong-type'}
    ${true}                      | ${'answer-of-wrong-type'}
    ${[1]}                       | ${'answer-of-wrong-type'}
    ${{}}                        | ${'answer-of-wrong-type'}
    ${{ skippedAt: 'just now' }} | ${'answer-of-wrong-type'}
    ${{ skippedAt: 5 }}          | ${'answer-of-wrong-type'}
  `('refuses $answer at item 7 as $code and names the item', ({ answer, code }) => {
    expect(refusalOf({ i7: answer })).toEqual({ code, field: 'answers.i7' });
  });

  it('refuses an item the instrument does not have', () => {
    expect(refusalOf({ i21: 0 })).toEqual({ code: 'item-unknown', field: 'answers.i21' });
    expect(refusalOf({ toString: 0 })).toEqual({ code: 'item-unknown', field: 'answers.toString' });
  });

  it('refuses an aid it does not know', () => {
    expect(refusalOf({ aids1: ['cane', 'jar-opener'] })).toEqual({ code: 'option-unknown', field: 'answers.aids1' });
  });

  it('refuses "none of these" beside an aid', () => {
    expect(refusalOf({ aids1: ['none', 'cane'] })).toEqual({ code: 'options-contradict', field: 'answers.aids1' });
  });

  it('leaves placing an unlisted aid to the site', () => {
    expect(refusalOf({ other1: ['walking'] })).toEqual({ code: 'item-not-for-participant', field: 'answers.other1' });
    expect(checkAnswers(haq, { other1: ['walking'] }, 'clinician')).toMatchObject({ other1: { value: ['walking'] } });
  });

  it('reads an empty list of ticks as left open, and puts ticks in form order once', () => {
    const answers = checkAnswers(haq, { aids1: [], help1: ['walking', 'dressing', 'walking'] }, 'participant');

    expect(answers).toMatchObject({ aids1: { state: 'left-open' }, help1: { value: ['dressing', 'walking'] } });
  });

  it('can be shown again as they were sent', () => {
    const sent = { i1: 2, i2: null, i3: { skippedAt: '2026-03-04T09:00:00Z' }, help1: ['walking'] };

    expect(asSent(checkAnswers(haq, sent, 'participant'))).toEqual(sent);
  });

  it('names every finding at once', () => {
    expect.assertions(1);
    try {
      checkAnswers(haq, { i1: 7, i2: 'x', i99: 1 }, 'participant');
    } catch (error) {
      expect(error).toMatchObject({
        details: { errors: [{ field: 'answers.i99' }, { field: 'answers.i1' }, { field: 'answers.i2' }] },
      });
    }
  });
});
