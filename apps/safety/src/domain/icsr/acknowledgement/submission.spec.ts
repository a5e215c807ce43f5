import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { remarksOf, type Acknowledgement, type BatchVerdict, type CaseVerdict } from './acknowledgement.js';
import { receiveAcknowledgement } from './receive-acknowledgement.js';
import { latestAttempt, markSent, queueSubmission, resubmit, type Submission } from './submission.js';

const CASE = 'NL-EXAMPLESPONSOR-1';
const OF_REJECTED = { unanswered: false };
const UNANSWERED = { unanswered: true };
const AT = instant('2026-03-05T09:00:00Z');
const sent = (batchId = 'B1'): Submission => markSent(queueSubmission(CASE, 1, batchId), batchId, AT);

const ack = (verdict: BatchVerdict, caseVerdict?: CaseVerdict, text = '', batchId = 'B1'): Acknowledgement => ({
  id: 'A1',
  batchId,
  verdict,
  remarks: remarksOf(''),
  cases: caseVerdict ? [{ safetyReportId: CASE, verdict: caseVerdict, remarks: remarksOf(text) }] : [],
});

const after = (submission: Submission, ...acks: readonly Acknowledgement[]): Submission =>
  acks.reduce((before, next) => receiveAcknowledgement([before], next).effects[0]?.submission ?? before, submission);

/** Rejected as version 1, and again as a later one. */
const resubmitted = (version: number): Submission =>
  after(
    markSent(resubmit(after(sent(), ack('AE', 'CR')), version, 'B2', OF_REJECTED), 'B2', AT),
    ack('AE', 'CR', '', 'B2'),
  );

const stateOf = (submission: Submission) => {
  const { state, contradicted } = latestAttempt(submission);
  return contradicted ? `${state}, contradicted` : state;
};

describe('E2B-11: an acknowledgement', () => {
  it.each([
    ['AA', 'CA', 'accepted'],
    ['AE', 'CA', 'accepted'],
    ['AR', 'CA', 'rejected, contradicted'],
    ['AA', 'CR', 'rejected, contradicted'],
    ['AE', 'CR', 'rejected'],
    ['AR', 'CR', 'rejected'],
    ['AA', undefined, 'acknowledged'],
    ['AE', undefined, 'acknowledged'],
    ['AR', undefined, 'rejected'],
  ] as const)('of %s with %s leaves a case %s', (batch, verdict, state) => {
    expect(stateOf(after(sent(), ack(batch, verdict)))).toBe(state);
  });

  it('keeps its messages, and that there may be more of them', () => {
    const [answer] = latestAttempt(after(sent(), ack('AE', 'CR', 'One; Two;Element Value With Tag I...'))).answers;
    expect(answer?.remarks).toEqual({ messages: ['One', 'Two', 'Element Value With Tag I...'], cutOff: true });
    expect(remarksOf(' Taken ')).toEqual({ messages: ['Taken'], cutOff: false });
  });

  it('that comes twice changes nothing the second time', () => {
    const once = after(sent(), ack('AE', 'CR', 'One'));
    const [effect] = receiveAcknowledgement([once], ack('AE', 'CR', 'One')).effects;
    expect(effect).toEqual({ submission: once, effect: 'nothing-new' });
  });

  it('of a rejection leaves the case to be corrected and sent again in a batch of its own', () => {
    const [effect] = receiveAcknowledgement([sent()], ack('AE', 'CR')).effects;
    expect(effect).toMatchObject({ effect: 'changed' });
    const again = resubmit(effect?.submission ?? sent(), 2, 'B2', OF_REJECTED);
    expect(stateOf(again)).toBe('queued');
    expect(stateOf(after(markSent(again, 'B2', AT), ack('AA', 'CA', '', 'B2')))).toBe('accepted');
    const [late] = receiveAcknowledgement([again], ack('AE', 'CR', 'again')).effects;
    expect(late).toMatchObject({ effect: 'changed' });
    expect(stateOf(late?.submission ?? sent())).toBe('queued');
  });

  it('that contradicts an earlier one is flagged, and the rejection counts', () => {
    const [effect] = receiveAcknowledgement([after(sent(), ack('AA', 'CA'))], ack('AE', 'CR')).effects;
    expect(effect).toMatchObject({ effect: 'contradicted' });
    expect(stateOf(effect?.submission ?? sent())).toBe('rejected, contradicted');
  });

  it('of an unknown batch, or of a case that was not in it, is a dead letter', () => {
    expect(receiveAcknowledgement([sent()], ack('AA', 'CA', '', 'B9'))).toEqual({
      effects: [],
      deadLetters: [{ batchId: 'B9', safetyReportId: null, reason: 'unknown-batch' }],
    });
    const stranger = { safetyReportId: 'NL-OTHER-1', verdict: 'CR' as const, remarks: remarksOf('') };
    const { effects, deadLetters } = receiveAcknowledgement([sent()], { ...ack('AE'), cases: [stranger] });
    expect(deadLetters).toEqual([{ batchId: 'B1', safetyReportId: 'NL-OTHER-1', reason: 'unknown-case' }]);
    expect(effects.map(({ submission }) => stateOf(submission))).toEqual(['acknowledged']);
  });

  const anyAck = fc
    .tuple(
      fc.constantFrom<BatchVerdict>('AA', 'AE', 'AR'),
      fc.constantFrom<CaseVerdict | undefined>('CA', 'CR', undefined),
      fc.constantFrom('', 'One', 'One;Two...'),
    )
    .map(([batch, verdict, text]) => ack(batch, verdict, text));

  it('leads to one state, in whatever order they come and however often', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyAck, { minLength: 1, maxLength: 6 })
          .chain((acks) =>
            fc.tuple(fc.constant(acks), fc.shuffledSubarray([...acks, ...acks], { minLength: 2 * acks.length })),
          ),
        ([acks, shuffled]) => {
          expect(stateOf(after(sent(), ...shuffled))).toBe(stateOf(after(sent(), ...acks)));
        },
      ),
    );
  });

  it('never takes a rejection back, and never loses an answer', () => {
    fc.assert(
      fc.property(fc.array(anyAck, { maxLength: 8 }), (acks) => {
        const end = latestAttempt(after(sent(), ...acks));
        const rejections = acks.filter(({ verdict, cases }) => verdict === 'AR' || cases[0]?.verdict === 'CR');
        expect(end.state === 'rejected').toBe(rejections.length > 0);
        const different = new Set(acks.map(({ verdict, cases }) => JSON.stringify([verdict, cases])));
        expect(end.answers).toHaveLength(different.size);
      }),
    );
  });

  it('is not waited for for ever: what nobody answered is sent again, and is found to have arrived all the same', () => {
    const again = resubmit(sent(), 1, 'B2', UNANSWERED);
    expect(again.attempts.map(({ state }) => state)).toEqual(['sent', 'queued']);
    const instead = resubmit(again, 2, 'B3', UNANSWERED);
    expect(instead.attempts.map(({ state }) => state)).toEqual(['sent', 'withdrawn', 'queued']);
    const arrived = markSent(instead, 'B2', AT);
    expect(arrived.attempts.map(({ state }) => state)).toEqual(['sent', 'sent', 'queued']);
    const answered = after(instead, ack('AA', 'CA', '', 'B2'));
    expect(answered.attempts.map(({ state }) => state)).toEqual(['sent', 'accepted', 'queued']);
  });

  it('of a batch alone is not waited upon for ever either: its case is sent again for a reason', () => {
    const again = resubmit(after(sent(), ack('AA')), 1, 'B2', UNANSWERED);
    expect(again.attempts.map(({ state }) => state)).toEqual(['acknowledged', 'queued']);
  });

  it.each([
    ['already-sent', () => markSent(sent(), 'B1', AT)],
    ['nothing-to-correct', () => resubmit(sent(), 2, 'B2', OF_REJECTED)],
    ['nothing-to-correct', () => resubmit(after(sent(), ack('AA')), 2, 'B2', OF_REJECTED)],
    ['nothing-to-correct', () => resubmit(after(sent(), ack('AA', 'CA')), 2, 'B2', OF_REJECTED)],
    ['nothing-to-correct', () => resubmit(after(sent(), ack('AA', 'CA')), 2, 'B2', UNANSWERED)],
    ['version-out-of-order', () => resubmit(resubmitted(2), 1, 'B3', OF_REJECTED)],
    ['batch-number-used', () => resubmit(after(sent(), ack('AE', 'CR')), 2, 'B1', OF_REJECTED)],
  ])('or a person is refused with %s', (code, act) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });
});
