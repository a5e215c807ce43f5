import { checkAnswers, type RawAnswers } from './check-answers.js';
import { completionOf } from './completion.js';
import { instrumentOf } from './instruments/catalogue.js';

const haq = instrumentOf('haq-di', 'stanford-20');
const completionAfter = (raw: RawAnswers) => completionOf(haq, checkAnswers(haq, raw, 'clinician'));
const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`i${index + 1}`, 0]));

describe('how far a form has come', () => {
  it('is open while nothing was said, also when pages were seen and left open', () => {
    expect(completionAfter({})).toBe('open');
    expect(completionAfter({ i1: null, i2: null })).toBe('open');
  });

  it('is partly done after one answer', () => {
    expect(completionAfter({ i1: 0 })).toBe('partly');
    expect(completionAfter({ aids1: ['none'] })).toBe('partly');
  });

  it('is complete with all twenty items, aids or not', () => {
    expect(completionAfter(twenty)).toBe('complete');
  });

  it('counts an explicit skip as said, and a left-open item as not', () => {
    expect(completionAfter({ ...twenty, i7: { skippedAt: '2026-03-04T09:00:00Z' } })).toBe('complete');
    expect(completionAfter({ ...twenty, i7: null })).toBe('partly');
  });

  it('stays open when only the site wrote something', () => {
    expect(completionAfter({ other1: ['walking'] })).toBe('open');
  });
});
