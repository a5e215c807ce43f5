import fc from 'fast-check';
import { instant, Rejection } from '@trial/kernel';
import type { Extent } from './local-toxicity.js';
import { correctLocalForm, recordLocalForm, type FormSetting, type LocalAssessment } from './local-toxicity-form.js';

const CODES = ['swelling', 'warmth', 'impaired-function'];
const setting: FormSetting = {
  policy: {
    referenceVisit: 'BL',
    items: CODES.map((code) => ({ code, terms: ['fall'], proposal: 'first-term', countsForOutcome: true })),
  },
  visits: ['SCR', 'BL', 'D0', 'W02'],
  consentedAt: instant('2025-02-01T09:00:00Z'),
  treatedAt: instant('2025-03-01T11:00:00Z'),
  recordedBy: 'nurse-1',
};
const facts = {
  ...{ trialId: 'T1', siteId: 'UMCU', participantId: 'participant-1', trialVersion: 1 },
  ...{ visitCode: 'W02', limb: 'treated' as const },
};
const now = instant('2025-03-15T12:00:00Z');
const nothing: LocalAssessment['answers'] = CODES.map((item) => ({ item, extent: 0 }));
const seen = (at: string, answers: LocalAssessment['answers'] = nothing): LocalAssessment => ({
  assessedAt: instant(at),
  answers,
});
const record = (assessment: LocalAssessment, more: Partial<typeof facts> = {}, other: Partial<FormSetting> = {}) =>
  recordLocalForm('form-1', { ...facts, ...more }, assessment, { ...setting, ...other }, now);

/** Code, field and rule of a refusal. */
function refused(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Rejection) return [error.code, error.details.field, error.details.rule].join(' | ');
    throw error;
  }
  return 'taken';
}

describe('a local-toxicity form', () => {
  const inTime = '2025-03-15T10:00:00Z';

  it('is recorded as its first version with every answer by its item', () => {
    expect(record(seen(inTime, [...nothing].reverse()))).toEqual({
      ...{ ...facts, id: 'form-1', version: 1, assessedAt: instant(inTime), reason: null },
      ...{ answers: { swelling: 0, warmth: 0, 'impaired-function': 0 }, recordedAt: now, recordedBy: 'nurse-1' },
    });
  });

  it.each<[string, LocalAssessment['answers'], string]>([
    ['an item of another trial', [...nothing, { item: 'rash', extent: 1 }], 'item-unknown | answers.3.item'],
    ['an item twice', [...nothing, { item: 'warmth', extent: 1 }], 'item-answered-twice | answers.3.item'],
    ['an item left out', nothing.slice(1), 'item-not-answered | answers | answer swelling as well'],
    ['nothing at all', [], 'item-not-answered | answers | answer swelling, warmth, impaired-function as well'],
  ])('with %s is refused, with field and rule', (_, answers, expected) => {
    expect(refused(() => record(seen(inTime, answers)))).toContain(expected);
  });

  it('is taken exactly when it answers each item of the trial once', () => {
    const answer = fc.record({
      item: fc.constantFrom(...CODES, 'rash'),
      extent: fc.constantFrom<Extent>(0, 1, 2, 3),
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 5 }), (answers) => {
        const complete =
          answers
            .map(({ item }) => item)
            .sort()
            .join() === [...CODES].sort().join();
        expect(refused(() => record(seen(inTime, answers))) === 'taken').toBe(complete);
      }),
    );
  });

  it.each([
    ['W02', '2025-03-15T12:00:00Z', 'taken'],
    ['W02', '2025-03-15T12:00:00.001Z', 'assessed-in-future | assessedAt'],
    ['W02', '2025-03-01T11:00:00Z', 'taken'],
    ['W02', '2025-03-01T10:59:59.999Z', 'assessed-before-treatment | assessedAt'],
    ['BL', '2025-03-01T10:59:59.999Z', 'taken'],
    ['BL', '2025-03-01T11:00:00Z', 'reference-after-treatment | assessedAt'],
    ['BL', '2025-02-01T09:00:00Z', 'taken'],
    ['BL', '2025-02-01T08:59:59.999Z', 'assessed-before-consent | assessedAt'],
    ['UNS-1', inTime, 'taken'],
    ['UNS-0', inTime, 'visit-unknown | visitCode'],
    ['W03', inTime, 'visit-unknown | visitCode | the trial has no visit W03'],
  ])('of %s seen at %s: %s', (visitCode, at, expected) => {
    expect(refused(() => record(seen(at), { visitCode }))).toContain(expected);
  });

  it('is of the visit of reference alone while nobody is treated', () => {
    const untreated = { treatedAt: null };
    expect(refused(() => record(seen(inTime), {}, untreated))).toContain('assessed-before-treatment');
    expect(refused(() => record(seen(inTime), { visitCode: 'BL' }, untreated))).toBe('taken');
  });
});

describe('a correction of it', () => {
  const first = record(seen('2025-03-15T10:00:00Z'));
  const correct = (assessment: LocalAssessment, reason = 'read wrongly') =>
    correctLocalForm(first, assessment, reason, setting, now);
  const swollen: LocalAssessment['answers'] = nothing.map((answer) =>
    answer.item === 'swelling' ? { ...answer, extent: 2 } : answer,
  );

  it('is another version of the same visit and limb, with its reason', () => {
    const { answers, ...corrected } = correct(seen('2025-03-15T10:00:00Z', swollen));
    expect(corrected).toMatchObject({
      id: 'form-1',
      version: 2,
      visitCode: 'W02',
      limb: 'treated',
      reason: 'read wrongly',
    });
    expect(answers).toEqual({ swelling: 2, warmth: 0, 'impaired-function': 0 });
    expect(first.answers).toMatchObject({ swelling: 0 });
  });

  it('may be of the moment alone, and must be of something', () => {
    expect(correct(seen('2025-03-15T09:00:00Z')).assessedAt).toEqual(instant('2025-03-15T09:00:00Z'));
    expect(refused(() => correct(seen('2025-03-15T10:00:00Z')))).toContain('nothing-changed');
  });

  it('is refused what a first version is refused, and needs a reason', () => {
    expect(refused(() => correct(seen('2025-02-28T10:00:00Z', swollen)))).toContain('assessed-before-treatment');
    expect(refused(() => correct(seen('2025-03-15T10:00:00Z', nothing.slice(1))))).toContain('item-not-answered');
    expect(refused(() => correct(seen('2025-03-15T10:00:00Z', swollen), ' '))).toContain('reason-missing | reason');
  });
});
