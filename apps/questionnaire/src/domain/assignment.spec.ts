import { instant } from '@trial/kernel';
import {
  assignForm,
  cancelAssignment,
  missAssignment,
  refuseUnlessAnswerable,
  refuseUnlessOffered,
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
  assessment: 'disability',
  instrument: 'haq-di',
  instrumentVersion: 'stanford-20',
  languages: ['nl'],
  respondent: 'participant',
  openedAt: instant('2026-03-01T00:00:00+01:00'),
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
    expect(() => refuseUnlessAnswerable(waiting, participant, facts.openedAt)).not.toThrow();
    expect(() => refuseUnlessAnswerable(waiting, participant, lastMoment)).not.toThrow();
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

describe('a form that waits', () => {
  it('can be cancelled or missed, and no longer once it is settled', () => {
    expect(cancelAssignment(waiting).status).toBe('cancelled');
    expect(missAssignment(waiting).status).toBe('missed');
    expect(() => cancelAssignment({ ...waiting, status: 'missed' })).toThrow('assignment-not-open');
    expect(() => missAssignment({ ...waiting, status: 'answered' })).toThrow('assignment-not-open');
  });

  it('is shown in the languages of the trial only', () => {
    expect(() => refuseUnlessOffered(waiting, 'nl')).not.toThrow();
    expect(() => refuseUnlessOffered(waiting, 'en')).toThrow('language-not-offered');
  });
});
