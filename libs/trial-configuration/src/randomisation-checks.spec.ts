import { edited, findingsOf, goodData, valueAt } from '../test/edited-trial.js';
import { trialFile } from './trial-configuration.js';

const bySite = { code: 'site', levels: ['UMCU', 'UMCN', 'LUMC'], from: 'site' };
const ulcers = { code: 'ulcers', levels: ['one', 'more'] };
const disease = { code: 'disease', levels: ['limited', 'diffuse'] };
const minimised = {
  ...Object(valueAt('randomisation')),
  scheme: 'minimisation',
  strata: [bySite, ulcers, { ...disease, weight: 2 }],
  imbalance: 'range',
  preferencePerThousand: 800,
};
/** The good file with other randomisation, and somebody who vouches for all of it. */
const withRandomisation = (randomisation: object): unknown =>
  edited(
    'assumptions/randomisation',
    'Chosen for this test',
    edited('randomisation', { ...Object(valueAt('randomisation')), ...randomisation }, goodData),
  );
const findingsWith = (randomisation: object) => findingsOf(withRandomisation(randomisation));

describe('the randomisation of a trial', () => {
  it.each([
    ['is stratified by site and two signed values', { strata: [bySite, ulcers, disease] }],
    ['is simple', { scheme: 'simple' }],
    ['is minimised', minimised],
    ['ends at its target', { caps: { trial: 20 } }],
    ['leaves room for those who replace others', { caps: { trial: 24 } }],
    ['is capped per site', { caps: { perSite: 7 } }],
    ['is capped per stratum', { strata: [ulcers], caps: { perStratum: 12 } }],
    ['is minimised and capped', { ...minimised, caps: { trial: 20, perSite: 10 } }],
  ])('%s', (_, randomisation) => {
    expect(findingsWith(randomisation)).toEqual([]);
  });

  it.each([
    ['a list shorter than the target', { minimumListLength: 19 }, 'minimumListLength', /reach the target/],
    [
      'a factor from the site that knows another site',
      { strata: [{ ...bySite, levels: ['UMCU', 'UMCN', 'ELSEWHERE'] }] },
      'strata.site.levels',
      /exactly the sites/,
    ],
    [
      'a factor from the site that lacks one',
      { strata: [{ ...bySite, levels: ['UMCU', 'UMCN'] }] },
      'strata.site.levels',
      /exactly the sites/,
    ],
    ['two factors from the site', { strata: [bySite, { ...bySite, code: 'centre' }] }, 'strata', /one factor/],
    ['a factor twice', { ...minimised, strata: [ulcers, ulcers] }, 'strata', /ulcers is there twice/],
    [
      'a level twice',
      { strata: [{ ...ulcers, levels: ['one', 'one'] }] },
      'strata.*.levels',
      /one of ulcers is there twice/,
    ],
    ['a cap that ends the trial early', { caps: { trial: 19 } }, 'caps.trial', /before its target/],
    ['a cap longer than the list', { caps: { trial: 41 } }, 'caps.trial', /limits nothing/],
    [
      'a cap above the target where nobody is replaced',
      { replaceParticipantsNotTreated: false, caps: { trial: 21 } },
      'caps.trial',
      /limits nothing/,
    ],
    ['a cap per site above the target', { caps: { perSite: 21 } }, 'caps.perSite', /limits nothing/],
    ['sites that may not reach the target', { caps: { perSite: 6 } }, 'caps.perSite', /not reach the target/],
    ['a cap per stratum without strata', { caps: { perStratum: 20 } }, 'caps.perStratum', /only a list by strata/],
    [
      'a cap per stratum in minimisation',
      { ...minimised, caps: { perStratum: 12 } },
      'caps.perStratum',
      /only a list by strata/,
    ],
    [
      'a cap per stratum above the target',
      { strata: [ulcers], caps: { perStratum: 21 } },
      'caps.perStratum',
      /limits nothing/,
    ],
    [
      'strata that may not reach the target',
      { strata: [ulcers], caps: { perStratum: 9 } },
      'caps.perStratum',
      /not reach the target/,
    ],
  ])('is refused with %s', (_, randomisation, field, rule) => {
    expect(findingsWith(randomisation)).toContainEqual({
      field: `randomisation.${field}`,
      rule: expect.stringMatching(rule),
    });
  });

  it('that is minimised counts every factor once unless the file gives it a weight', () => {
    const { randomisation } = trialFile.parse(withRandomisation(minimised));
    expect(randomisation.strata.map((factor) => 'weight' in factor && factor.weight)).toEqual([1, 1, 2]);
  });
});
