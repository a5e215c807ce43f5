import { instant, plainDate } from '@trial/kernel';
import { assignForm } from './assignment.js';
import { checkAnswers, type RawAnswers } from './check-answers.js';
import { correctResponse } from './correction.js';
import { instrumentOf } from './instruments/catalogue.js';
import { closeWindow, secondsTaken, submitResponse, type Submission } from './response.js';

const haq = instrumentOf('haq-di', 'stanford-20');
const waiting = assignForm('a1', {
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
  openedAt: instant('2026-03-01T00:00:00Z'),
  closesAt: instant('2026-03-15T00:00:00Z'),
  lateAnswers: 'refused',
});
const participant = { actor: 'person-1', participantId: 'p1' };
const nurse = { actor: 'person-2' };
const service = { actor: 'service:questionnaire' };
const inside = instant('2026-03-10T12:00:00Z');
const end = instant('2026-03-15T00:00:00Z');
const submission = (raw: RawAnswers): Submission => ({
  answers: checkAnswers(haq, raw, 'participant'),
  answeredBy: 'self',
  language: 'nl',
  mode: 'electronic',
  deviceStartedAt: null,
  deviceSubmittedAt: null,
});
const submit = (raw: RawAnswers) => submitResponse('r1', waiting, haq, submission(raw), participant, inside);

describe('submitting a form', () => {
  it('answers the assignment and locks the answers as version 1', () => {
    const { assignment, response } = submit({ i1: 1 });

    expect(assignment.status).toBe('answered');
    expect(response).toMatchObject({
      version: 1,
      completion: 'partly',
      timing: 'in-window',
      recordedBy: 'person-1',
      reason: null,
    });
    expect(() => submitResponse('r2', assignment, haq, submission({ i1: 2 }), participant, inside)).toThrow(
      'already-answered',
    );
  });

  it('refuses a form that says nothing', () => {
    expect(() => submit({ i1: null })).toThrow('nothing-answered');
  });

  it('refuses a language the trial does not show the form in', () => {
    const english = { ...submission({ i1: 1 }), language: 'en' };

    expect(() => submitResponse('r1', waiting, haq, english, participant, inside)).toThrow('language-not-offered');
  });

  it('keeps the clock of the device beside the server, and goes by the server', () => {
    const device = {
      deviceStartedAt: instant('2026-03-14T23:50:00Z'),
      deviceSubmittedAt: instant('2026-03-14T23:59:00Z'),
    };
    const late = { ...submission({ i1: 1 }), ...device };

    expect(() => submitResponse('r1', waiting, haq, late, participant, end)).toThrow('assignment-closed');
    expect(submitResponse('r1', waiting, haq, late, participant, inside).response).toMatchObject({
      ...device,
      submittedAt: inside,
    });
    expect(secondsTaken(late)).toBe(540);
    expect(secondsTaken({ ...late, deviceSubmittedAt: instant('2026-03-14T23:40:00Z') })).toBeUndefined();
    expect(secondsTaken(submission({ i1: 1 }))).toBeUndefined();
  });
});

describe('a window that ends by itself', () => {
  it('leaves an unanswered form missed', () => {
    expect(closeWindow('r1', waiting, haq, null, service, end)).toEqual({
      outcome: 'missed',
      assignment: { ...waiting, status: 'missed' },
    });
    expect(closeWindow('r1', waiting, haq, submission({ i1: null }), service, end).outcome).toBe('missed');
  });

  it('keeps what was saved on the way as a partial response inside the window', () => {
    expect(closeWindow('r1', waiting, haq, submission({ i1: 2 }), service, end)).toMatchObject({
      outcome: 'kept-partial',
      assignment: { status: 'answered' },
      response: { version: 1, completion: 'partly', timing: 'in-window', recordedBy: 'service:questionnaire' },
    });
  });

  it('does nothing when the news comes twice, or for a form that accepts late answers', () => {
    const nothing = { outcome: 'nothing-to-close' };

    expect(closeWindow('r1', { ...waiting, status: 'answered' }, haq, null, service, end)).toEqual(nothing);
    expect(closeWindow('r1', { ...waiting, lateAnswers: 'flagged' }, haq, null, service, end)).toEqual(nothing);
  });
});

describe('correcting a submitted form', () => {
  const { assignment, response } = submit({ i1: 1, i2: { skippedAt: '2026-03-10T11:59:00Z' } });
  const corrected = checkAnswers(haq, { i1: 3, i2: { skippedAt: '2026-03-10T11:59:00Z' } }, 'clinician');
  const request = { answers: corrected, reason: 'ticked the wrong box', requestedOn: plainDate('2026-03-12') };
  const later = instant('2026-04-01T09:00:00Z');

  it('makes a new version with reason, request and author, and keeps when the participant answered', () => {
    const second = correctResponse(response, assignment, haq, request, nurse, later);

    expect(second).toMatchObject({ id: 'r1', version: 2, reason: 'ticked the wrong box', recordedBy: 'person-2' });
    expect(second.submittedAt).toBe(response.submittedAt);
    expect(second.recordedAt).toBe(later);
    expect(second.answers['i1']).toEqual({ state: 'answered', value: 3 });
    expect(response.answers['i1']).toEqual({ state: 'answered', value: 1 });
    expect(
      correctResponse(second, assignment, haq, { ...request, answers: response.answers }, nurse, later).version,
    ).toBe(3);
  });

  it.each(['', ' ', 'x', ' x '])('refuses %j as a reason', (reason) => {
    expect(() => correctResponse(response, assignment, haq, { ...request, reason }, nurse, later)).toThrow(
      'reason-missing',
    );
  });

  it("refuses to change a participant's form without a written request, and a clinician's form needs none", () => {
    const noRequest = { ...request, requestedOn: null };

    expect(() => correctResponse(response, assignment, haq, noRequest, nurse, later)).toThrow(
      'written-request-missing',
    );
    expect(
      correctResponse(response, { ...assignment, respondent: 'clinician' }, haq, noRequest, nurse, later).version,
    ).toBe(2);
  });

  it('is not for the participant', () => {
    expect(() => correctResponse(response, assignment, haq, request, participant, later)).toThrow(
      'correction-by-site-only',
    );
  });

  it('refuses a correction that changes nothing, also when an item was skipped again', () => {
    const again = checkAnswers(haq, { i1: 1, i2: { skippedAt: '2026-03-12T08:00:00Z' } }, 'clinician');

    expect(() => correctResponse(response, assignment, haq, { ...request, answers: again }, nurse, later)).toThrow(
      'nothing-changed',
    );
  });

  it('refuses a form that was never answered, or another form', () => {
    expect(() => correctResponse(response, waiting, haq, request, nurse, later)).toThrow('not-answered-yet');
    expect(() => correctResponse(response, { ...assignment, id: 'a2' }, haq, request, nurse, later)).toThrow(
      'not-answered-yet',
    );
  });
});
