import { readFileSync } from 'node:fs';

/**
 * The demo accounts: one per role and, for roles that work at a site, one per site; two statisticians, because no list is
 * released by whoever made it; twenty participants. The user
 * name is also the person's stable identifier (`sub`). A role is not in any token: it comes from an access grant.
 *
 * @returns {{ password: string, accounts: { username: string, role: string, sites: string[], organisation: string,
 *   zone: string, trialId: string }[] }}
 */
export function readAccounts() {
  const { password, trialId, zone, sites, siteRoles, centralRoles, participants } = JSON.parse(
    readFileSync(new URL('accounts.json', import.meta.url), 'utf8'),
  );
  const atSites = siteRoles.flatMap((role) =>
    sites.map((site) => ({ username: `${role}-${site.toLowerCase()}`, role, sites: [site], organisation: site })),
  );
  const central = centralRoles.map(({ role, username = role, organisation }) => ({
    username,
    role,
    sites,
    organisation,
  }));
  const enrolled = Array.from({ length: participants }, (_, index) => {
    const site = sites[index % sites.length];
    return {
      username: `participant-${String(index + 1).padStart(2, '0')}`,
      role: 'participant',
      sites: [site],
      organisation: site,
    };
  });
  return {
    password,
    accounts: [...atSites, ...central, ...enrolled].map((account) => ({ ...account, zone, trialId })),
  };
}
