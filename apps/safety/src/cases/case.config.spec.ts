import { caseConfig } from './case.config.js';

describe('the settings of cases', () => {
  it('refuse codes of the fabricated dictionary unless somebody wants them', () => {
    expect(caseConfig.parse({}).CASE_PLACEHOLDERS).toBe('refused');
    expect(caseConfig.parse({ CASE_PLACEHOLDERS: 'accepted' }).CASE_PLACEHOLDERS).toBe('accepted');
  });

  it.each([
    ['codes of no dictionary where people are treated', { NODE_ENV: 'production', CASE_PLACEHOLDERS: 'accepted' }],
    ['a sender with a hyphen, which parts the id of a case', { CASE_SENDER: 'UMC-EXAMPLE' }],
    ['a country in words', { CASE_COUNTRY: 'Netherlands' }],
    ['a sender of no type', { CASE_SENDER_TYPE: 'university' }],
  ])('refuse %s', (_, settings) => {
    expect(caseConfig.safeParse(settings).success).toBe(false);
  });
});
