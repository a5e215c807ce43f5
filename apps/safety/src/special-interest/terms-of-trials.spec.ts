import { Trials } from '@trial/trial-configuration';
import { refuseUnknownTerms, TermsOfTrials } from './terms-of-trials.js';

const trials = Trials.fromFolder('deploy/trials');

describe('the terms a trial file names', () => {
  it('are those of its dictionary, in every version that is shipped', () => {
    expect(trials.everyVersion().flatMap(({ reporting }) => reporting.specialInterest)).not.toEqual([]);
    expect(() => new TermsOfTrials(trials)).not.toThrow();
  });

  it('let nothing start where one is mistyped, and it is said which, where, and of what', () => {
    const trial = trials
      .everyVersion()
      .find(({ reporting, localToxicity }) => reporting.specialInterest.length > 1 && localToxicity);
    if (!trial?.localToxicity) throw new Error('no trial has two groups and asks for local toxicity');
    const { specialInterest } = trial.reporting;
    const mistyped = specialInterest.map((group, at) => (at === 1 ? { ...group, terms: ['sepsiss'] } : group));
    const reporting = { ...trial.reporting, specialInterest: mistyped, exemptFromUnblinding: ['skin-ulcer'] };
    const [item, ...others] = trial.localToxicity.items;
    if (!item) throw new Error('nothing is asked');
    const items = [...others, { ...item, terms: ['oedema-limbs', ...item.terms] }];
    const file = { ...trial, reporting, localToxicity: { ...trial.localToxicity, items } };
    expect(() => {
      refuseUnknownTerms(file);
    }).toThrow(
      expect.objectContaining({
        name: 'InvalidTrialFile',
        file: `${trial.id}, version ${trial.version}`,
        findings: [
          { field: 'reporting.specialInterest.1.terms', rule: `CTCAE ${trial.ctcae.version} has no term sepsiss` },
          { field: 'reporting.exemptFromUnblinding', rule: `CTCAE ${trial.ctcae.version} has no term skin-ulcer` },
          {
            field: `localToxicity.items.${items.length - 1}.terms`,
            rule: `CTCAE ${trial.ctcae.version} has no term oedema-limbs`,
          },
        ],
      }),
    );
    expect(() => new TermsOfTrials(new Trials([file]))).toThrow('sepsiss');
  });
});
