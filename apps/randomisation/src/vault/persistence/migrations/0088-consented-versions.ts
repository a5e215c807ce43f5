import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** Which version of the trial a participant consented to last. What was told before is heard again from the beginning of its stream. */
export const ConsentedVersions0088 = defineMigration(88, 'ConsentedVersions', [
  `create table consented_version (
     participant_id uuid primary key,
     trial_id text not null,
     site_id text not null,
     trial_version integer not null check (trial_version > 0)
   )`,
  ...siteIsolation('consented_version'),
  auditTrigger('consented_version', 'participant_id'),
  `grant select, insert, update on consented_version to vault`,
]);
