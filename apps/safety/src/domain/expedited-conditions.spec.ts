import {
  expeditedConditions,
  isExpedited,
  type DecidingFacts,
  type ExpeditedCondition,
} from './expedited-conditions.js';

const susar: DecidingFacts = {
  ...{ seriousness: ['hospitalisation'], suspicion: 'suspected', expectedness: 'unexpected', exempt: false },
};

describe('what is expedited', () => {
  it('is what is serious, suspected, unexpected and not exempt', () => {
    expect(isExpedited(susar)).toBe(true);
    expect(isExpedited({ ...susar, suspicion: 'missing' })).toBe(true);
  });

  it.each<[ExpeditedCondition, Partial<DecidingFacts>]>([
    ['serious', { seriousness: [] }],
    ['suspected', { suspicion: 'not-suspected' }],
    ['unexpected', { expectedness: 'expected' }],
    ['not-exempt', { exempt: true }],
  ])('is nothing that is not %s, and that condition alone says so', (condition, change) => {
    const facts = { ...susar, ...change };
    expect(isExpedited(facts)).toBe(false);
    const failed = Object.entries(expeditedConditions(facts)).filter(([, holds]) => !holds);
    expect(failed).toEqual([[condition, false]]);
  });
});
