import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { judgeEligibility, type CriterionAnswer, type CriterionVerdict } from './eligibility.js';

const criteria = [
  { id: 'I1', kind: 'inclusion', mayNotApply: true },
  { id: 'I2', kind: 'inclusion', mayNotApply: true },
  { id: 'E1', kind: 'exclusion', mayNotApply: true },
  { id: 'E2', kind: 'exclusion', mayNotApply: true },
] as const;

const answer = (criterionId: string, verdict: CriterionVerdict): CriterionAnswer => ({
  criterionId,
  verdict,
  evidence: 'radiology report 12',
  signedBy: 'investigator',
  signedAt: instant('2026-03-02T10:00:00Z'),
});
const fit = [answer('I1', 'met'), answer('I2', 'met'), answer('E1', 'not-met'), answer('E2', 'not-applicable')];
const refusedAs = (code: string, answers: readonly CriterionAnswer[]) =>
  expect(() => judgeEligibility(criteria, answers)).toThrow(expect.objectContaining({ code }));

describe('eligibility', () => {
  it('is given when every inclusion is met and no exclusion is', () => {
    expect(judgeEligibility(criteria, fit)).toEqual({ outcome: 'eligible' });
  });

  it('names every criterion against entry, in the order of the trial', () => {
    const answers = [answer('E2', 'met'), answer('E1', 'not-met'), answer('I2', 'met'), answer('I1', 'not-met')];
    expect(judgeEligibility(criteria, answers)).toEqual({ outcome: 'ineligible', failed: ['I1', 'E2'] });
  });

  it('cannot be had by calling an inclusion not applicable', () => {
    const answers = [answer('I1', 'not-applicable'), ...fit.slice(1)];
    expect(judgeEligibility(criteria, answers)).toEqual({ outcome: 'ineligible', failed: ['I1'] });
  });

  it('has one way in: any other combination of answers stays outside', () => {
    const verdict = fc.constantFrom<CriterionVerdict>('met', 'not-met', 'not-applicable');
    fc.assert(
      fc.property(fc.tuple(verdict, verdict, verdict, verdict), ([i1, i2, e1, e2]) => {
        const answers = [answer('I1', i1), answer('I2', i2), answer('E1', e1), answer('E2', e2)];
        const isIn = i1 === 'met' && i2 === 'met' && e1 !== 'met' && e2 !== 'met';
        expect(judgeEligibility(criteria, answers).outcome).toBe(isIn ? 'eligible' : 'ineligible');
      }),
    );
  });

  it('is not judged while a criterion is unanswered, and says which', () => {
    expect(() => judgeEligibility(criteria, fit.slice(1, 3))).toThrow(
      expect.objectContaining({
        code: 'criterion-unanswered',
        details: expect.objectContaining({ criteria: ['I1', 'E2'] }),
      }),
    );
  });

  it('is not judged when a criterion that always applies is called not applicable', () => {
    const strict = criteria.map((criterion) => ({ ...criterion, mayNotApply: false }));
    expect(() => judgeEligibility(strict, fit)).toThrow(
      expect.objectContaining({
        code: 'criterion-unanswered',
        details: expect.objectContaining({ criteria: ['E2'] }),
      }),
    );
  });

  it('is not judged on doubtful answers', () => {
    refusedAs('criterion-unknown', [...fit, answer('I9', 'met')]);
    refusedAs('criterion-answered-twice', [...fit, answer('I1', 'met')]);
    refusedAs('evidence-missing', [{ ...answer('I1', 'met'), evidence: ' ' }, ...fit.slice(1)]);
    refusedAs('signature-missing', [{ ...answer('I1', 'met'), signedBy: '' }, ...fit.slice(1)]);
  });

  it('is not judged by a trial without criteria', () => {
    expect(() => judgeEligibility([], [])).toThrow(expect.objectContaining({ code: 'criteria-missing' }));
  });
});
