import type { SiteId, TimeZone } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';

/** The zone a site works in; every site that has activated the trial is in its file. */
export function zoneOfSite({ id, sites }: TrialConfiguration, siteId: SiteId): TimeZone {
  const site = sites.find(({ code }) => code === siteId);
  if (!site) throw new Error(`site ${siteId} is not in the file of ${id}`);
  return site.zone;
}
