import { Rejection } from '@trial/kernel';
import { goodData, goodName } from '../test/edited-trial.js';
import { assessmentsAt } from './assessments-at.js';
import { trialFrom } from './load-trial.js';

const trial = trialFrom(goodData, goodName);
const planned = (visit: string) =>
  assessmentsAt(trial, visit).map(({ assessment, requirement }) => `${assessment.code} ${requirement}`);

describe('the assessments at a visit', () => {
  it('are the column of the matrix, required and optional ones, in the order of the file', () => {
    expect(planned('W08')).toEqual([
      'vital-signs required',
      'adverse-event-review required',
      'local-toxicity required',
      'pain required',
      'disability required',
      'capillaroscopy optional',
      'routine-laboratory optional',
      'biomarkers optional',
    ]);
  });

  it('leave out instruments that are only planned', () => {
    expect(trial.assessments.find(({ code }) => code === 'health-survey')?.required).toContain('W12');
    expect(planned('W12')).not.toContain('health-survey required');
  });

  it('ask for no disability index at 48 hours, whose past week lies before treatment', () => {
    expect(planned('H48')).not.toContain('disability required');
  });

  it('do not exist for an unknown visit', () => {
    expect(() => assessmentsAt(trial, 'W99')).toThrow(
      new Rejection('visit-unknown', { rule: 'the trial has no such visit' }),
    );
  });
});
