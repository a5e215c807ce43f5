import type { Pregnancy } from '../domain/pregnancy.js';

/** What every event about a pregnancy says. */
export const toldOf = ({ trialId, siteId, participantId, id }: Pregnancy) => ({
  ...{ trialId, siteId, participantId, pregnancyId: id },
});
