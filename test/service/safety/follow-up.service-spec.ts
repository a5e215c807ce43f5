import {
  closeExpeditedAssessment,
  judgeCausality,
  listClocks,
  receiveAtSponsor,
  receiveFollowUp,
  reportAdverseEvent,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { OFFICER, PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

describe('information that comes while a report is due', () => {
  let safety: BootedService;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-10T08:00:00.000Z' });
  });
  afterAll(() => safety.stop());

  it('has a day 0 of its own as soon as that is answered, one after the other', async () => {
    const participantId = await new SiteOfSafety(safety).aParticipant();
    const { adverseEventId } = await safety.ask(reportAdverseEvent, {
      ...{ trialId: 'MANUS', participantId, term: 'sepsis', grade: 4, seriousness: ['hospitalisation'] },
      ...{ onsetOn: '2025-03-03', awareAt: '2025-03-03T07:30:00Z' },
    });
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const opinions = [{ cause: 'cells', related: true }];
    await safety.ask(judgeCausality, { ...at, opinions, reason: 'soon after' });
    const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'unexpected' as const };
    await safety.ask(receiveAtSponsor, { ...at, ...received }, PHYSICIAN);
    for (const receivedAt of ['2025-03-08T08:00:00Z', '2025-03-06T08:00:00Z'])
      await safety.ask(receiveFollowUp, { ...at, receivedAt, information: 'a culture grew' }, PHYSICIAN);

    const days = async () =>
      (await safety.ask(listClocks, { trialId: 'MANUS', limit: 200 })).items
        .filter(({ clock }) => clock === 'susar-other')
        .map(({ basis, state, dueOn }) => `${dueOn} ${basis} ${state}`)
        .sort();
    expect(await days()).toEqual(['2025-03-18 first-information running']);
    const answer = async (running: number) => {
      const close = { ...at, clock: 'susar-other', reason: 'sent' };
      await eventually(async () =>
        expect(await safety.send(closeExpeditedAssessment, close, OFFICER)).toHaveProperty('ok'),
      );
      await eventually(async () => expect((await days()).filter((each) => each.endsWith('met'))).toHaveLength(running));
    };
    await answer(1);
    expect(await days()).toEqual(['2025-03-18 first-information met', '2025-03-21 follow-up running']);
    await answer(2);
    expect(await days()).toEqual([
      '2025-03-18 first-information met',
      '2025-03-21 follow-up met',
      '2025-03-23 follow-up running',
    ]);
    await answer(3);
    expect((await days()).filter((each) => each.endsWith('running'))).toEqual([]);
  });
});
