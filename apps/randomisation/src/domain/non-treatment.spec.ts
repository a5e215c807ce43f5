import { instant, plainDate } from '@trial/kernel';
import { complete } from './end-of-participation.js';
import { expectTreatmentAgain, ruleOutTreatment } from './non-treatment.js';
import { screen, treat, type Participant } from './participant.js';

const randomisedAt = instant('2026-03-03T08:00:00Z');
const decidedAt = instant('2026-03-05T12:00:00Z');
const now = instant('2026-03-06T09:00:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'SITE',
  code: 'SITE-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const consented: Participant = {
  ...screen('participant', screening, 'Europe/Amsterdam', randomisedAt),
  ...{ status: 'eligible', consentedAt: randomisedAt, trialVersion: 1 },
};
const randomised: Participant = { ...consented, status: 'randomised', randomisedAt };
const ruledOut = ruleOutTreatment(randomised, decidedAt, now);

const codeOf = (attempt: () => unknown): unknown => {
  try {
    attempt();
    return null;
  } catch (error) {
    return Reflect.get(Object(error), 'code');
  }
};

describe('somebody who will not be treated', () => {
  it('stays randomised, with the moment of the decision', () => {
    expect(ruledOut).toEqual({ ...randomised, treatmentRuledOutAt: decidedAt });
    expect(ruledOut.status).toBe('randomised');
  });

  it.each<[string, Participant, string?]>([
    ['participant-not-randomised', consented],
    ['already-treated', treat(randomised, decidedAt)],
    ['already-treated', { ...treat(randomised, decidedAt), status: 'withdrawn', endedAt: now }],
    ['not-in-follow-up', { ...randomised, status: 'lost', endedAt: now }],
    ['treatment-ruled-out-already', ruledOut],
    ['ruled-out-in-future', randomised, '2026-03-06T09:00:00.001Z'],
    ['ruled-out-before-randomisation', randomised, '2026-03-03T07:59:59.999Z'],
  ])('is refused: %s', (code, participant, at = decidedAt.toString()) => {
    expect(codeOf(() => ruleOutTreatment(participant, instant(at), now))).toBe(code);
  });

  it('may be decided at the very moments of randomisation and of recording', () => {
    for (const at of [randomisedAt, now]) expect(codeOf(() => ruleOutTreatment(randomised, at, now))).toBeNull();
  });

  it('is not treated before that is taken back, and is then', () => {
    expect(codeOf(() => treat(ruledOut, now))).toBe('treatment-ruled-out');
    const expected = expectTreatmentAgain(ruledOut);
    expect(expected).toEqual(randomised);
    expect(treat(expected, now).status).toBe('treated');
  });

  it('is taken back only when it was said, and only of somebody who is still here', () => {
    expect(codeOf(() => expectTreatmentAgain(randomised))).toBe('treatment-not-ruled-out');
    expect(codeOf(() => expectTreatmentAgain({ ...ruledOut, status: 'lost', endedAt: now }))).toBe('not-in-follow-up');
  });

  it('completes the trial with the last contact, which somebody waiting for treatment cannot', () => {
    expect(complete(ruledOut, now, now).status).toBe('completed');
    expect(codeOf(() => complete(randomised, now, now))).toBe('not-in-follow-up');
    expect(codeOf(() => complete({ ...ruledOut, status: 'lost', endedAt: now }, now, now))).toBe('not-in-follow-up');
  });
});
