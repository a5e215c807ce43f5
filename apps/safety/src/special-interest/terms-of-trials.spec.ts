import { Trials } from '@trial/trial-configuration';
import { termBySlug } from '../domain/ctcae/terms.js';

const versions = Trials.fromFolder('deploy/trials').everyVersion();

describe.each(versions.map((trial) => [trial.id, trial.version, trial] as const))('%s, version %i', (_, __, trial) => {
  const { ctcae, reporting } = trial;
  const unknown = (terms: readonly string[]) => terms.filter((term) => termBySlug(ctcae.version, term) === undefined);

  it('names as of special interest what its dictionary has', () => {
    expect(unknown(reporting.specialInterest.flatMap(({ terms }) => terms))).toEqual([]);
  });

  it('exempts from unblinding what its dictionary has', () => {
    expect(unknown(reporting.exemptFromUnblinding)).toEqual([]);
  });
});

it('is asked of trials that name some', () => {
  expect(versions.flatMap(({ reporting }) => reporting.specialInterest)).not.toEqual([]);
});
