import { Trials } from '@trial/trial-configuration';
import { formsAt, refuseUnknownInstruments } from './forms-at.js';

const trials = Trials.fromFolder('deploy/trials');
const [trial] = trials.all().filter(({ assessments }) => assessments.some(({ code }) => code === 'pain'));
if (!trial) throw new Error('no trial asks for pain');
/** The same trial once every planned instrument has a version and a licence. */
const allInUse = {
  ...trial,
  instruments: trial.instruments.map((rule) => ({
    ...rule,
    status: 'in-use' as const,
    version: rule.version ?? '1',
  })),
};

describe('the forms of a visit', () => {
  it('are those instruments in use that the assessment matrix requires, in its order', () => {
    expect(formsAt(trial, 'W04')).toEqual([
      {
        assessment: 'pain',
        instrument: 'pain-vas',
        instrumentVersion: 'hand.24h',
        languages: ['nl', 'en'],
        respondent: 'participant',
        lateAnswers: 'refused',
      },
      {
        assessment: 'disability',
        instrument: 'haq-di',
        instrumentVersion: 'dutch-consensus-2007',
        languages: ['nl'],
        respondent: 'participant',
        lateAnswers: 'refused',
      },
    ]);
    expect(formsAt(trial, 'W02').map(({ assessment }) => assessment)).toEqual(['pain']);
  });

  it('leave out what is planned only, and what is optional', () => {
    expect(formsAt(trial, 'SCR')).toEqual([]);
    expect(formsAt(allInUse, 'W08').map(({ assessment }) => assessment)).not.toContain('skin-score');
    expect(formsAt(allInUse, 'W12').map(({ assessment }) => assessment)).toContain('skin-score');
  });

  it('are one per row of the matrix although several rows share an instrument', () => {
    const guesses = formsAt(allInUse, 'W12').filter(({ instrument }) => instrument === 'blinding-guess');

    expect(guesses.map(({ respondent }) => respondent)).toEqual(['participant', 'clinician', 'clinician']);
    expect(new Set(guesses.map(({ assessment }) => assessment)).size).toBe(3);
  });

  it('stay open for staff after the window, because what staff fills in follows a visit that may be late', () => {
    const rated = formsAt(allInUse, 'W12').find(({ respondent }) => respondent === 'clinician');

    expect(rated?.lateAnswers).toBe('flagged');
  });

  it('do not exist at a visit the trial does not have', () => {
    expect(() => formsAt(trial, 'W99')).toThrow('visit-unknown');
  });

  it('can all be scored, in every trial that starts', () => {
    expect(() => refuseUnknownInstruments(trials.all())).not.toThrow();
    expect(() => refuseUnknownInstruments([allInUse])).toThrow('instrument-unknown');
  });

  it('alert to what they have, in every trial that starts', () => {
    const alerts = [{ code: 'x', of: 'no-such-score', from: 1, proposes: 'pain' }];
    const deaf = { ...trial, instruments: trial.instruments.map((rule) => ({ ...rule, alerts })) };
    expect(() => refuseUnknownInstruments([deaf])).toThrow('alert-never-fires');
  });
});
