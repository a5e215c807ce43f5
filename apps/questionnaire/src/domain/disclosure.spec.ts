import { seesAnswers, seesDraft, seesScores } from './disclosure.js';

const own = (visitIsOver: boolean) => ({ respondent: 'participant', visitIsOver }) as const;
const rated = { respondent: 'clinician', visitIsOver: false } as const;

describe('who sees what a form says', () => {
  it.each`
    rule             | visitIsOver | seen
    ${'never'}       | ${true}     | ${false}
    ${'after-visit'} | ${false}    | ${false}
    ${'after-visit'} | ${true}     | ${true}
    ${'at-once'}     | ${false}    | ${true}
  `('shows scores to the site by the rule $rule, visit over $visitIsOver: $seen', ({ rule, visitIsOver, seen }) => {
    expect(seesScores('site', own(visitIsOver), rule)).toBe(seen);
    expect(seesAnswers('site', own(visitIsOver), rule)).toBe(seen);
  });

  it('never shows scores to the participant, and always the own answers', () => {
    expect(seesScores('participant', own(true), 'at-once')).toBe(false);
    expect(seesAnswers('participant', own(false), 'never')).toBe(true);
    expect(seesAnswers('participant', rated, 'at-once')).toBe(false);
  });

  it('shows a form that staff filled in to staff, whatever the rule for participants', () => {
    expect(seesScores('site', rated, 'never')).toBe(true);
  });

  it('does not make those who only read data wait', () => {
    expect(seesScores('sponsor', own(false), 'never')).toBe(true);
  });

  it('shows what was saved on the way to the respondent alone', () => {
    expect(seesDraft('participant', own(false))).toBe(true);
    expect(seesDraft('site', own(false))).toBe(false);
    expect(seesDraft('sponsor', own(false))).toBe(false);
    expect(seesDraft('site', rated)).toBe(true);
    expect(seesDraft('participant', rated)).toBe(false);
  });
});
