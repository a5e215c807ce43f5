import { instant, type Instant } from '@trial/kernel';
import type { Attempt, AttemptState, Submission } from './submission.js';
import { answerDueAt, dueEarlier, dutyNow, type Duty, type DutyFacts } from './submission-duty.js';

const QUEUED = instant('2025-03-04T09:00:00Z');
const NOW = instant('2025-03-06T09:00:00Z');
const AHEAD = instant('2025-03-10T23:00:00Z');
const LATER = instant('2025-03-18T23:00:00Z');
const PASSED = instant('2025-03-05T23:00:00Z');

/** Sendings of versions that follow each other. */
const of = (...states: readonly AttemptState[]): Submission =>
  ofVersions(...states.map((state, index) => [index + 1, state] as const));
const ofVersions = (...sendings: readonly (readonly [number, AttemptState])[]): Submission => ({
  safetyReportId: 'NL-EXAMPLESPONSOR-1',
  attempts: sendings.map(([version, state], index): Attempt => ({
    ...{ batchId: `B${index + 1}`, version, state, sentAt: null, answers: [], contradicted: false },
  })),
});
const facts = (more: Partial<DutyFacts> = {}): DutyFacts => ({
  ...{
    answerDueAt: answerDueAt(QUEUED, 24),
    clocksDueAt: [AHEAD],
    acceptedElsewhere: null,
    queuedAt: QUEUED,
    now: NOW,
  },
  ...more,
});
const duty = (concern: Duty['concern'], batchId: string, more: Partial<Duty> = {}): Duty => ({
  ...{ concern, batchId, dueAt: AHEAD, escalatedAt: null },
  ...more,
});

describe('what is owed at a submission', () => {
  it.each<[AttemptState, string]>([
    ['queued', 'unanswered'],
    ['sent', 'unanswered'],
    ['acknowledged', 'unanswered'],
    ['accepted', 'nothing'],
    ['rejected', 'rejected'],
  ])('that is %s when its answer was due is: %s', (state, concern) => {
    expect(dutyNow(null, of(state), facts())).toEqual(
      concern === 'nothing' ? { duty: 'none' } : { duty: 'arises', owed: duty(concern as Duty['concern'], 'B1') },
    );
  });

  it.each<[string, string, string]>([
    ['2025-03-05T08:59:59.999Z', 'sent', 'none'],
    ['2025-03-05T09:00:00.000Z', 'sent', 'arises'],
    ['2025-03-05T08:59:59.999Z', 'acknowledged', 'none'],
    ['2025-03-05T09:00:00.000Z', 'acknowledged', 'arises'],
    ['2025-03-05T08:59:59.999Z', 'rejected', 'arises'],
  ])('at %s, a day after nine o’clock, when it is %s: %s', (now, state, expected) => {
    expect(dutyNow(null, of(state as AttemptState), facts({ now: instant(now) })).duty).toBe(expected);
  });

  it('is no answer where nobody wrote down by when it was due', () => {
    expect(dutyNow(null, of('sent'), facts({ answerDueAt: null }))).toEqual({ duty: 'none' });
  });

  it('counts hours that elapse, also over a change of the clocks', () => {
    expect(answerDueAt(instant('2025-03-29T14:00:00Z'), 24)).toEqual(instant('2025-03-30T14:00:00Z'));
  });

  it.each<[string, readonly Instant[], Instant]>([
    ['the clock that lies ahead', [AHEAD], AHEAD],
    ['the first of two that lie ahead', [LATER, AHEAD], AHEAD],
    ['now, where it has run out since: no later one is gained', [PASSED, LATER], NOW],
    ['the next, where one had run out before it was queued', [instant('2025-03-03T23:00:00Z'), LATER], LATER],
    ['now, where every clock had run out before', [instant('2025-03-03T23:00:00Z')], NOW],
    ['now, where there is no clock', [], NOW],
    ['the clock of the moment it was queued', [QUEUED, LATER], NOW],
  ])('is due by %s', (_, clocksDueAt, dueAt) => {
    expect(dutyNow(null, of('rejected'), facts({ clocksDueAt }))).toEqual({
      duty: 'arises',
      owed: duty('rejected', 'B1', { dueAt }),
    });
  });

  it.each<[string, Duty, Submission, string]>([
    ['stays what it was when nothing happened', duty('unanswered', 'B1'), of('sent'), 'stands'],
    ['stays a rejection, told once', duty('rejected', 'B1'), of('rejected'), 'stands'],
    ['is told anew when what nobody answered is rejected', duty('unanswered', 'B1'), of('rejected'), 'arises'],
    ['is told anew when what was corrected is rejected', duty('rejected', 'B1'), of('rejected', 'rejected'), 'arises'],
    ['is told anew when what was corrected is not answered', duty('rejected', 'B1'), of('rejected', 'sent'), 'arises'],
    ['does not end when the batch alone is acknowledged', duty('unanswered', 'B1'), of('acknowledged'), 'stands'],
    ['ends when the receiver accepts', duty('unanswered', 'B1'), of('accepted'), 'ends'],
    ['ends when what was corrected is accepted', duty('rejected', 'B1'), of('rejected', 'accepted'), 'ends'],
    [
      'is told anew when of what was corrected only the batch is acknowledged',
      duty('rejected', 'B1'),
      of('rejected', 'acknowledged'),
      'arises',
    ],
  ])('%s', (_, open, submission, expected) => {
    expect(dutyNow(open, submission, facts()).duty).toBe(expected);
  });

  it.each<[string, Submission, number | null, 'ends' | 'arises']>([
    [
      'ends when an earlier sending of that version is accepted',
      ofVersions([1, 'accepted'], [1, 'sent']),
      null,
      'ends',
    ],
    ['ends although a duplicate is rejected', ofVersions([1, 'accepted'], [1, 'rejected']), null, 'ends'],
    ['goes on when only an earlier version was accepted', ofVersions([1, 'accepted'], [2, 'rejected']), null, 'arises'],
    ['ends with that version under another submission', ofVersions([2, 'rejected']), 2, 'ends'],
    ['ends with a later version under another submission', ofVersions([2, 'rejected']), 3, 'ends'],
    ['goes on with an earlier version under another', ofVersions([2, 'rejected']), 1, 'arises'],
  ])('%s', (_, submission, acceptedElsewhere, expected) => {
    const latest = facts({ acceptedElsewhere });
    expect(dutyNow(duty('unanswered', 'B0'), submission, latest).duty).toBe(expected);
    expect(dutyNow(null, submission, latest).duty).toBe(expected === 'ends' ? 'none' : 'arises');
  });

  it('does not end with another try, whose answer is not due yet', () => {
    const open = duty('rejected', 'B1');
    const again = facts({ answerDueAt: answerDueAt(NOW, 24) });
    expect(dutyNow(open, of('rejected', 'sent'), again)).toEqual({ duty: 'stands', owed: open });
  });

  it.each<[string, string, string, Instant | null]>([
    ['an earlier day that lies ahead', 'susar-other', '2025-03-07T23:00:00Z', instant('2025-03-07T23:00:00Z')],
    ['an earlier day of another kind', 'susar-fatal', '2025-03-07T23:00:00Z', instant('2025-03-07T23:00:00Z')],
    ['now, where it has passed since the first sending', 'susar-fatal', '2025-03-05T23:00:00Z', NOW],
    ['now, where it corrects its own clock to before the first sending', 'susar-other', '2025-03-03T23:00:00Z', NOW],
    ['nothing, where another kind had run out before the first sending', 'susar-fatal', '2025-03-03T23:00:00Z', null],
    ['nothing by a later day', 'susar-other', '2025-03-18T23:00:00Z', null],
    ['nothing by the same day', 'susar-other', '2025-03-10T23:00:00Z', null],
  ])('is moved, by a clock that starts when it is owed already, to %s', (_, clock, dueAt, expected) => {
    const started = { clock, dueAt: instant(dueAt) };
    const clocks = [{ clock: 'susar-other', dueAt: AHEAD }, started];
    expect(dueEarlier(duty('rejected', 'B1'), started, clocks, facts())).toEqual(expected);
  });

  it('is not moved when its moment has passed', () => {
    const started = { clock: 'susar-other', dueAt: instant('2025-03-04T23:00:00Z') };
    expect(dueEarlier(duty('rejected', 'B1', { dueAt: PASSED }), started, [started], facts())).toBeNull();
  });

  it('keeps the earlier due date and that its passing was told, whatever is said of it later', () => {
    const open = duty('unanswered', 'B1', { dueAt: PASSED, escalatedAt: PASSED });
    expect(dutyNow(open, of('rejected'), facts())).toEqual({
      duty: 'arises',
      owed: duty('rejected', 'B1', { dueAt: PASSED, escalatedAt: PASSED }),
    });
  });
});
