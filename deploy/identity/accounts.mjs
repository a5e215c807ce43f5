import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const TRIALS = new URL('../trials/', import.meta.url);

/**
 * The demo accounts of one trial: one per role and, for roles that work at a site, one per site of its file; two
 * statisticians, because no list is released by whoever made it; twenty participants. The user name is also the person's
 * stable identifier (`sub`), so whoever works at a site of two trials is one person. A role is not in any token: it comes
 * from an access grant.
 *
 * @param {string} [trialId] the trial of the demonstration unless said otherwise
 * @returns {{ password: string, accounts: { username: string, role: string, sites: string[], organisation: string,
 *   zone: string, trialId: string }[] }} `zone` is that of the site, or for those of no site that of the first
 */
export function readAccounts(trialId = read().trialId) {
  const { password, siteRoles, centralRoles, participants } = read();
  const sites = sitesOf(trialId);
  const at = ({ code, zone }) => ({ sites: [code], organisation: code, zone, trialId });
  const everywhere = { sites: sites.map(({ code }) => code), zone: sites[0].zone, trialId };
  const atSites = siteRoles.flatMap((role) =>
    sites.map((site) => ({ username: `${role}-${site.code.toLowerCase()}`, role, ...at(site) })),
  );
  const central = centralRoles.map(({ role, username = role, organisation }) => ({
    username,
    role,
    organisation,
    ...everywhere,
  }));
  const enrolled = Array.from({ length: participants }, (_, index) => ({
    username: `participant-${String(index + 1).padStart(2, '0')}`,
    role: 'participant',
    ...at(sites[index % sites.length]),
  }));
  return { password, accounts: [...atSites, ...central, ...enrolled] };
}

/** Everybody who can sign in: the people of every trial that has a file. */
export function everyUsername() {
  const trials = [...new Set(trialFiles().map(({ id }) => id))];
  return new Set(trials.flatMap((trialId) => readAccounts(trialId).accounts.map(({ username }) => username)));
}

const read = () => JSON.parse(readFileSync(new URL('accounts.json', import.meta.url), 'utf8'));

const trialFiles = () =>
  readdirSync(TRIALS)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parse(readFileSync(new URL(name, TRIALS), 'utf8')));

/** The sites of every version of a trial, each once: one that left is still somewhere people work. */
function sitesOf(trialId) {
  const versions = trialFiles()
    .filter(({ id }) => id === trialId)
    .sort((a, b) => a.version - b.version);
  if (versions.length === 0) throw new Error(`There is no file of a trial ${trialId} in ${TRIALS.pathname}`);
  return [...new Map(versions.flatMap(({ sites }) => sites).map((site) => [site.code, site])).values()];
}
