import { instant } from '@trial/kernel';
import {
  assignForm,
  cancelAssignment,
  moveWindow,
  refuseUnlessAnswerable,
  timingOf,
  type Assignment,
} from './assignment.js';

const facts: Omit<Assignment, 'id' | 'status'> = {
  trialId: 'trial-1',
  siteId: 'site-1',
  participantId: 'p1',
  trialVersion: 1,
  visitId: 'v1',
  visitCode: 'W12',
  instrument: 'haq-di',
  instrumentVersion: 'stanford-20',
  languageVersion: 'nl-1',
  respondent: 'participant',
  opensAt: instant('2026-03-01T00:00:00+01:00'),
  closesAt: instant('2026-03-15T00:00:00+01:00'),
  lateAnswers: 'refused',
};
const waiting = assignForm('a1', facts);
const participant = { actor: 'person-1', participantId: 'p1' };
const nurse = { actor: 'person-2' };
const inside = instant('2026-03-10T12:00:00Z');
const lastMoment = instant('2026-03-14T22:59:59.999Z');
const end = instant('2026-03-14T23:00:00Z');

describe('who may answer a form, and when', () => {
  it('lets the participant answer from the first to the last moment of the window', () => {
    expect(() => refuseUnlessAnswerable(waiting, participant, facts.opensAt)).not.toThrow();
    expect(() => refuseUnlessAnswerable(waiting, participant, lastMoment)).not.toThrow();
  });

  it('refuses before the window opens', () => {
    expect(() => refuseUnlessAnswerable(waiting, participant, instant('2026-02-28T22:59:59Z'))).toThrow(
      'assignment-not-open',
    );
  });

  it('refuses from the moment the window has ended, even before the closing was recorded', () => {
    expect(() => refuseUnlessAnswerable(waiting, participant, end)).toThrow('assignment-closed');
  });

  it('accepts a late answer where the trial says so, and calls it late', () => {
    const lenient = assignForm('a1', { ...facts, lateAnswers: 'flagged' });

    expect(() => refuseUnlessAnswerable(lenient, participant, end)).not.toThrow();
    expect(timingOf(lenient, end)).toBe('late');
    expect(timingOf(lenient, lastMoment)).toBe('in-window');
  });

  it('refuses another participant, and staff answering for the participant', () => {
    expect(() => refuseUnlessAnswerable(waiting, { actor: 'x', participantId: 'p2' }, inside)).toThrow('not-your-form');
    expect(() => refuseUnlessAnswerable(waiting, nurse, inside)).toThrow('not-your-form');
  });

  it("keeps a clinician's form with the site", () => {
    const rated = assignForm('a2', { ...facts, respondent: 'clinician' });

    expect(() => refuseUnlessAnswerable(rated, nurse, inside)).not.toThrow();
    expect(() => refuseUnlessAnswerable(rated, participant, inside)).toThrow('not-your-form');
  });

  it.each`
    status         | code
    ${'answered'}  | ${'already-answered'}
    ${'missed'}    | ${'assignment-closed'}
    ${'cancelled'} | ${'assignment-cancelled'}
  `('refuses a form that is $status', ({ status, code }) => {
    expect(() => refuseUnlessAnswerable({ ...waiting, status }, participant, inside)).toThrow(code);
  });
});

describe('the window of a form', () => {
  it('is refused when it closes before or as it opens', () => {
    expect(() => assignForm('a1', { ...facts, closesAt: facts.opensAt })).toThrow('window-upside-down');
    expect(() => moveWindow(waiting, facts.closesAt, facts.opensAt)).toThrow('window-upside-down');
  });

  it('moves with the visit while the form waits, and no longer', () => {
    expect(moveWindow(waiting, facts.opensAt, inside).closesAt).toBe(inside);
    expect(() => moveWindow({ ...waiting, status: 'answered' }, facts.opensAt, inside)).toThrow(
      'assignment-not-waiting',
    );
  });

  it('can be cancelled while the form waits, and no longer', () => {
    expect(cancelAssignment(waiting).status).toBe('cancelled');
    expect(() => cancelAssignment({ ...waiting, status: 'missed' })).toThrow('assignment-not-waiting');
  });
});
