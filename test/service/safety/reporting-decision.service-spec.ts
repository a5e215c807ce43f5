import {
  judgeCausality,
  readReportingDecision,
  receiveAtSponsor,
  reviseAdverseEvent,
  type AdverseEventView,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

describe('why an event is expedited, or is not (P25)', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({
    ...{ trialId: 'MANUS', participantId, adverseEventId },
  });
  const decisionOf = (event: AdverseEventView) => safety.ask(readReportingDecision, at(event));
  const failing = async (event: AdverseEventView) =>
    (await decisionOf(event)).conditions.filter(({ holds }) => !holds).map(({ condition }) => condition);
  const received = async (expectedness: 'expected' | 'unexpected') => {
    const reported = await site.report(await site.aParticipant(), {
      term: 'sepsis',
      grade: 4,
      seriousness: ['hospitalisation'],
    });
    const receipt = { ...at(reported), receivedAt: '2025-03-03T08:00:00Z', expectedness };
    return safety.ask(receiveAtSponsor, receipt, PHYSICIAN);
  };
  const judge = (event: AdverseEventView, related: boolean) =>
    safety.ask(judgeCausality, {
      ...{ ...at(event), reason: 'by its course' },
      opinions: ['cells', 'vehicle', 'procedure', 'sedation'].map((cause) => ({ cause, related })),
    });

  it('is not known before the sponsor holds it', async () => {
    const event = await site.report(await site.aParticipant(), { seriousness: ['hospitalisation'] });
    expect(await decisionOf(event)).toEqual({
      ...{
        eventVersion: 1,
        trialVersion: 1,
        suspicion: 'missing',
        decision: 'sponsor-does-not-hold-it',
        clocks: [],
        conditions: [],
      },
    });
  });

  it('is every condition with its rule, when the days run', async () => {
    const { event } = await site.aSuspectedReaction();
    expect(await decisionOf(event)).toMatchObject({
      ...{ eventVersion: event.version, trialVersion: 1, decision: 'expedited' },
      clocks: [{ clock: 'susar-other', basis: 'first-information', dayZeroOn: '2025-03-03' }],
      ...{
        suspicion: 'suspected',
        conditions: ['serious', 'suspected', 'unexpected', 'not-exempt'].map((condition) => ({
          ...{ condition, holds: true, rule: expect.stringMatching(/art\.|annex/) },
        })),
      },
    });
  });

  it('is the one condition that fails, when none do', async () => {
    const expected = await received('expected');
    expect(await failing(expected)).toEqual(['unexpected']);
    expect(await decisionOf(expected)).toMatchObject({ decision: 'not-expedited', clocks: [] });

    const cleared = await judge(await received('expected'), false);
    expect(await failing(cleared)).toEqual(['suspected', 'unexpected']);
    expect(await decisionOf(cleared)).toMatchObject({ decision: 'not-expedited', suspicion: 'not-suspected' });
  });

  it('is the clock that runs, where an expected event became a danger to life or is cleared afterwards', async () => {
    const milder = await received('expected');
    const inDanger = await safety.ask(reviseAdverseEvent, {
      ...{ ...at(milder), seriousness: ['hospitalisation', 'life-threatening'], awareAt: '2025-03-03T08:00:00Z' },
      ...{ expectedVersion: milder.version, reason: 'in intensive care' },
    });
    const [fatal, completion] = ['susar-fatal', 'susar-completion'];
    const clocks = [fatal, completion].map((clock) => ({ clock, basis: 'upgrade', state: 'running' }));
    expect(await decisionOf(inDanger)).toMatchObject({ decision: 'expedited', clocks });
    expect(await failing(inDanger)).toEqual(['unexpected']);

    const { event } = await site.aSuspectedReaction();
    const cleared = await judge(event, false);
    expect(await decisionOf(cleared)).toMatchObject({ decision: 'expedited', clocks: [{ clock: 'susar-other' }] });
  });

  it('is for nobody of another site', async () => {
    const { event } = await site.aSuspectedReaction();
    expect(await safety.send(readReportingDecision, at(event), { sites: ['LUMC'] })).toMatchObject({
      rejection: { code: 'adverse-event-unknown' },
    });
  });
});
