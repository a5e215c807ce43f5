import { randomUUID } from 'node:crypto';
import { participantConsented, participantTreated, recordLocalToxicity } from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { plansFolder } from '../scheduling/trial-files.js';
import { SiteOfSafety } from './site-of-safety.js';

const ITEMS = ['haematoma', 'impaired-function', 'new-ulcer', 'pain-at-site', 'swelling', 'warmth', 'worsening-ulcer'];

describe('safety in an amended trial', () => {
  let safety: BootedService;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    safety = await bootService('safety', SafetyModule, { now: '2025-08-01T08:00:00.000Z', variables });
  });
  afterAll(() => safety.stop());

  it('goes by the newest version somebody consented to, in whatever order that is heard', async () => {
    const site = new SiteOfSafety(safety);
    const participantId = randomUUID();
    const place = { trialId: 'PLANS', siteId: 'UMCU', participantId, participantCode: 'X-1' };
    const consents = (trialVersion: number) =>
      site.hear(participantConsented, {
        ...{ ...place, trialVersion, consentVersion: String(trialVersion), sex: 'female', age: 50 },
        consentedAt: '2025-06-02T09:00:00.000Z',
      });
    const treated = { administrationId: randomUUID(), anchorAt: '2025-06-10T10:00:00.000Z', zone: 'Europe/Amsterdam' };
    const atWeekSix = () =>
      safety.send(
        recordLocalToxicity,
        {
          ...{ trialId: 'PLANS', participantId, visitCode: 'W06', limb: 'treated' },
          ...{ assessedAt: '2025-07-22T09:00:00Z', answers: ITEMS.map((item) => ({ item, extent: 0 as const })) },
        },
        { trialId: 'PLANS' },
      );
    await consents(1);
    await site.hear(participantTreated, { ...place, ...treated, trialVersion: 1 });
    expect(await atWeekSix()).toMatchObject({ rejection: { code: 'visit-unknown' } });
    await consents(2);
    await consents(1);
    expect(await atWeekSix()).toHaveProperty('ok');
    expect(
      await safety.rows('select trial_version from local_toxicity_form where participant_id = $1', [participantId]),
    ).toEqual([{ trial_version: 2 }]);
  });
});
