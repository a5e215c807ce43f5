import { instant } from '@trial/kernel';
import { pauseAfter, verdictOn, type Circumstances } from './verdict.js';

const now = instant('2025-03-05T12:00:00Z');
const good: Circumstances = {
  visit: { state: 'planned', owesForms: true, closesAt: instant('2025-03-07T23:00:00Z'), unit: 'days' },
  overtaken: false,
  endedAs: null,
  contact: { zone: 'Europe/Amsterdam', hasAddress: true, consented: true },
  quiet: { from: '21:00', until: '08:00' },
  hasChannel: true,
  now,
};
const momentAt = instant('2025-03-05T08:00:00Z');
const participant = { about: 'visit', recipient: 'participant', momentAt } as const;
const nurse = { about: 'visit', recipient: 'study-nurse', momentAt } as const;
const forms = { about: 'forms', recipient: 'participant', momentAt } as const;

describe('a notice whose time has come', () => {
  it('is sent', () => {
    expect(verdictOn(participant, good)).toEqual({ kind: 'send' });
    expect(verdictOn(nurse, good)).toEqual({ kind: 'send' });
  });

  it.each(['done', 'missed', 'cancelled', 'not-applicable'] as const)('is stopped when the visit is %s', (state) => {
    const circumstances = { ...good, visit: { ...good.visit, state } };
    expect(verdictOn(nurse, circumstances)).toEqual({ kind: 'stop', because: state });
  });

  it('about forms is stopped when they are filled in, and not when the visit is done', () => {
    expect(verdictOn(forms, { ...good, visit: { ...good.visit, state: 'done' } })).toEqual({ kind: 'send' });
    expect(verdictOn(forms, { ...good, visit: { ...good.visit, state: 'done', owesForms: false } })).toEqual({
      kind: 'stop',
      because: 'forms-settled',
    });
  });

  it('says nothing when a later one says the same, whatever else is known', () => {
    const overtaken = { ...good, overtaken: true, visit: { ...good.visit, state: 'done' as const } };
    expect(verdictOn(nurse, overtaken)).toEqual({ kind: 'stop', because: 'overtaken' });
  });

  it('about forms is too late once their window has closed, settled or not; about the visit it is not', () => {
    const closed = { ...good, now: good.visit.closesAt };
    const stopped = { kind: 'stop', because: 'too-late' };
    expect(verdictOn(forms, closed)).toEqual(stopped);
    expect(verdictOn(forms, { ...closed, visit: { ...good.visit, owesForms: false } })).toEqual(stopped);
    expect(verdictOn({ ...forms, momentAt: closed.now }, closed)).not.toEqual(stopped);
    expect(verdictOn(nurse, closed)).not.toEqual(stopped);
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
