import { checkAnswers } from './check-answers.js';
import { instrumentOf } from './instruments/catalogue.js';
import { scoreAnswers } from './score-answers.js';

describe('a score', () => {
  const haq = instrumentOf('haq-di', 'dutch-consensus-2007');
  const answers = checkAnswers(haq, { i1: 1, i2: null, i3: { skippedAt: '2026-03-04T09:00:00Z' } }, 'participant');

  it('carries instrument, language and algorithm version, direction and what was missing', () => {
    const [standard] = scoreAnswers(haq, 'nl', answers);

    expect(standard).toMatchObject({
      code: 'haq-di.standard',
      value: null,
      instrument: 'haq-di',
      instrumentVersion: 'dutch-consensus-2007',
      language: 'nl',
      algorithm: 'haq-di',
      algorithmVersion: '1',
      valueSet: null,
      direction: 'higher-is-worse',
      answered: 1,
      imputed: false,
    });
    expect(standard?.missing).toHaveLength(19);
    expect(standard?.missing).not.toContain('aids1');
  });

  it('is the same bytes when computed again', () => {
    expect(JSON.stringify(scoreAnswers(haq, 'nl', answers))).toBe(JSON.stringify(scoreAnswers(haq, 'nl', answers)));
  });
});
