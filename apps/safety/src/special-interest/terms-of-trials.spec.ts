import { Trials } from '@trial/trial-configuration';
import { readdirSync } from 'node:fs';
import { termBySlug } from '../domain/ctcae/terms.js';

const ids = readdirSync('deploy/trials').map((file) => (file.split('.')[0] ?? '').toUpperCase());
const trials = Trials.fromFolder('deploy/trials');

describe.each(ids)('the trial %s', (id) => {
  it('names as of special interest what its dictionary has', () => {
    const { ctcae, reporting } = trials.get(id);
    const named = reporting.specialInterest.flatMap(({ terms }) => terms);
    expect(named.filter((term) => termBySlug(ctcae.version, term) === undefined)).toEqual([]);
  });
});

it('is asked of a trial that names some', () => {
  expect(ids.flatMap((id) => trials.get(id).reporting.specialInterest)).not.toEqual([]);
});
