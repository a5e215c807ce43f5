import { unless, type Finding } from './invalid-trial-file.js';
import type { TrialFile } from './trial-configuration.js';

/** What must hold between the values of `randomisation`, and between them and the sites. */
export function randomisationFindings({ randomisation, sites }: TrialFile): readonly Finding[] {
  const { target, minimumListLength, strata } = randomisation;
  const siteCodes = sites.map(({ code }) => code);
  return [
    ...unless(minimumListLength >= target, 'randomisation.minimumListLength', 'the list must reach the target'),
    ...strata
      .filter(({ from }) => from === 'site')
      .flatMap(({ code, levels }) =>
        unless(
          levels.length === siteCodes.length && siteCodes.every((site) => levels.includes(site)),
          `randomisation.strata.${code}.levels`,
          'a factor from the site has exactly the sites as its levels',
        ),
      ),
    ...unless(
      strata.filter(({ from }) => from === 'site').length <= 1,
      'randomisation.strata',
      'a participant is at one site, so one factor says which',
    ),
    ...capFindings(randomisation, sites.length),
  ];
}

/** A cap that nobody can reach promises nothing, and one that keeps the trial from its target ends it unnoticed. */
function capFindings(
  { scheme, target, minimumListLength, replaceParticipantsNotTreated, strata, caps = {} }: TrialFile['randomisation'],
  sites: number,
): readonly Finding[] {
  const field = (cap: keyof typeof caps): string => `randomisation.caps.${cap}`;
  const combinations = strata.reduce((product, { levels }) => product * levels.length, 1);
  const most = replaceParticipantsNotTreated ? minimumListLength : target;
  const { trial = target, perSite = target, perStratum = target } = caps;
  return [
    ...unless(trial <= most, field('trial'), `limits nothing: no more than ${most} are randomised`),
    ...unless(trial >= target, field('trial'), 'the trial would end before its target'),
    ...unless(perSite <= target, field('perSite'), 'limits nothing: it lies above the target'),
    ...unless(perSite * sites >= target, field('perSite'), 'the sites together would not reach the target'),
    ...unless(
      caps.perStratum === undefined || (scheme !== 'minimisation' && combinations > 1),
      field('perStratum'),
      'only a list by strata has strata to cap',
    ),
    ...unless(perStratum <= target, field('perStratum'), 'limits nothing: it lies above the target'),
    ...unless(
      perStratum * combinations >= target,
      field('perStratum'),
      'the strata together would not reach the target',
    ),
  ];
}
