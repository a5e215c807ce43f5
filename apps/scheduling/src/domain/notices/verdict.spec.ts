import { instant } from '@trial/kernel';
import { pauseAfter, verdictOn, type Circumstances } from './verdict.js';

const now = instant('2025-03-05T12:00:00Z');
const good: Circumstances = {
  visit: { state: 'planned', owesForms: true },
  endedAs: null,
  contact: { zone: 'Europe/Amsterdam', hasAddress: true, consented: true },
  quiet: { from: '21:00', until: '08:00' },
  hasChannel: true,
  now,
};
const participant = { about: 'visit', recipient: 'participant' } as const;
const nurse = { about: 'visit', recipient: 'study-nurse' } as const;

describe('a notice whose time has come', () => {
  it('is sent', () => {
    expect(verdictOn(participant, good)).toEqual({ kind: 'send' });
    expect(verdictOn(nurse, good)).toEqual({ kind: 'send' });
  });

  it.each(['done', 'missed', 'cancelled', 'not-applicable'] as const)('is stopped when the visit is %s', (state) => {
    const circumstances = { ...good, visit: { state, owesForms: true } };
    expect(verdictOn(nurse, circumstances)).toEqual({ kind: 'stop', because: state });
  });

  it('about forms is stopped when they are filled in, and not when the visit is done', () => {
    const forms = { about: 'forms', recipient: 'participant' } as const;
    expect(verdictOn(forms, { ...good, visit: { state: 'done', owesForms: true } })).toEqual({ kind: 'send' });
    expect(verdictOn(forms, { ...good, visit: { state: 'done', owesForms: false } })).toEqual({
      kind: 'stop',
      because: 'forms-settled',
    });
  });

  it.each(['withdrawn', 'died', 'lost', 'completed'])(
    'is not sent to a participant who %s; staff still hear',
    (endedAs) => {
      expect(verdictOn(participant, { ...good, endedAs })).toEqual({ kind: 'stop', because: endedAs });
      expect(verdictOn({ ...nurse, about: 'forms' }, { ...good, endedAs })).toEqual({ kind: 'stop', because: endedAs });
      expect(verdictOn(nurse, { ...good, endedAs })).toEqual({ kind: 'send' });
    },
  );

  it('is held without address, consent or channel', () => {
    const contact = { zone: 'Europe/Amsterdam', hasAddress: true, consented: false };
    expect(verdictOn(participant, { ...good, contact })).toEqual({ kind: 'hold', because: 'no-consent' });
    expect(verdictOn(nurse, { ...good, contact })).toEqual({ kind: 'send' });
    expect(verdictOn(nurse, { ...good, contact: undefined })).toEqual({ kind: 'hold', because: 'no-address' });
    expect(verdictOn(nurse, { ...good, hasChannel: false })).toEqual({ kind: 'hold', because: 'no-channel' });
  });

  it('waits for the end of quiet hours, also when it is late', () => {
    const late = { ...good, now: instant('2025-03-05T22:00:00Z') };
    expect(verdictOn(nurse, late)).toEqual({ kind: 'wait', until: instant('2025-03-06T07:00:00Z') });
  });
});

describe('the pause before another attempt', () => {
  it('grows, and the last one repeats', () => {
    expect([1, 2, 3, 9].map((attempts) => pauseAfter(attempts, [10, 20, 40]))).toEqual([10, 20, 40, 40]);
  });
});
