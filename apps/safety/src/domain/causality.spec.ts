import { instant } from '@trial/kernel';
import {
  combinedPossibility,
  disagreements,
  giveOpinion,
  isSuspectedReaction,
  suspicionOf,
  trialCausesOf,
  type CausalityOpinion,
  type Cause,
  type Judge,
  type Possibility,
} from './causality.js';

const opinion = (
  judge: Judge,
  cause: Cause,
  possibility: Possibility,
  reason: string | null = null,
): CausalityOpinion => ({
  id: `${judge}-${cause}-${possibility}`,
  adverseEventId: 'event-1',
  cause,
  judge,
  possibility,
  by: `${judge}-1`,
  at: instant('2025-03-04T09:00:00Z'),
  reason,
});

const causes = ['cells', 'vehicle', 'procedure', 'sedation', 'disease', 'concomitant'];
const cleared = trialCausesOf(causes).map((cause) => opinion('investigator', cause, 'none'));

describe('the sponsor', () => {
  it('may add a suspicion the investigator does not share', () => {
    const opinions = giveOpinion(cleared, opinion('sponsor', 'cells', 'reasonable'), causes);
    expect(combinedPossibility(opinions, 'cells')).toBe('reasonable');
    expect(suspicionOf(opinions, causes)).toBe('suspected');
  });

  it('cannot take away a suspicion of the investigator', () => {
    const opinions = giveOpinion(
      [opinion('investigator', 'cells', 'reasonable')],
      opinion('sponsor', 'cells', 'none'),
      causes,
    );
    expect(combinedPossibility(opinions, 'cells')).toBe('reasonable');
    expect(isSuspectedReaction(opinions)).toBe(true);
  });

  it('leaves both opinions visible where they differ', () => {
    const opinions = [opinion('investigator', 'cells', 'reasonable'), opinion('sponsor', 'cells', 'none')];
    expect(disagreements(opinions)).toEqual(['cells']);
    expect(opinions).toHaveLength(2);
  });
});

describe('a suspected reaction', () => {
  it.each([
    ['cells', true],
    ['vehicle', true],
    ['procedure', true],
    ['sedation', true],
    ['disease', false],
    ['concomitant', false],
  ] as const)('with a reasonable possibility for %s is %s', (cause, expected) => {
    expect(isSuspectedReaction([opinion('investigator', cause, 'reasonable')])).toBe(expected);
  });

  it('is not settled while the investigator is silent about one trial cause', () => {
    expect(suspicionOf([], causes)).toBe('missing');
    expect(suspicionOf(cleared.slice(1), causes)).toBe('missing');
    expect(suspicionOf([...cleared.slice(1), opinion('sponsor', 'cells', 'none')], causes)).toBe('missing');
    expect(suspicionOf(cleared, causes)).toBe('not-suspected');
  });

  it('is settled at once by one suspicion', () => {
    expect(suspicionOf([opinion('sponsor', 'vehicle', 'reasonable')], causes)).toBe('suspected');
  });
});

describe('a changed opinion', () => {
  it('replaces the earlier one of the same judge only, with a reason', () => {
    const first = [opinion('investigator', 'cells', 'none'), opinion('sponsor', 'cells', 'none')];
    const second = giveOpinion(first, opinion('investigator', 'cells', 'reasonable', 'biopsy result came in'), causes);
    expect(combinedPossibility(second, 'cells')).toBe('reasonable');
    expect(disagreements(second)).toEqual(['cells']);
    expect(second).toHaveLength(3);
  });

  it('is refused without a reason', () => {
    const first = [opinion('investigator', 'cells', 'none')];
    expect(() => giveOpinion(first, opinion('investigator', 'cells', 'reasonable', '  '), causes)).toThrow(
      expect.objectContaining({ code: 'reason-missing' }),
    );
  });
});

describe('the causes', () => {
  it('are those of the trial file, and all but the background were brought by the trial', () => {
    expect(trialCausesOf(causes)).toEqual(['cells', 'vehicle', 'procedure', 'sedation']);
    expect(trialCausesOf(['study-drug', 'disease', 'concomitant'])).toEqual(['study-drug']);
    expect(isSuspectedReaction([opinion('investigator', 'study-drug', 'reasonable')])).toBe(true);
  });

  it('are refused when the trial does not list them', () => {
    expect(() => giveOpinion([], opinion('investigator', 'study-drug', 'none'), causes)).toThrow(
      expect.objectContaining({ code: 'cause-unknown' }),
    );
  });
});
