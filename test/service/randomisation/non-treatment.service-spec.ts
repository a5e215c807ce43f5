import { randomUUID } from 'node:crypto';
import {
  endParticipation,
  participationEnded,
  readParticipant,
  recordAdministration,
  recordDose,
  recordNonTreatment,
  takeBackNonTreatment,
  treatmentExpectedAgain,
  treatmentRuledOut,
  type Operation,
  type RecordNonTreatmentCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Enrolling, injections, keyed, stepTo } from './enrol.js';
import { treatmentTrialsFolder } from './treatment-trials.js';
import { ANY_ARM, whereStands } from './where-stands.js';

const NOW = '2025-03-10T12:00:00Z';
const DECIDED = '2025-03-05T12:00:00.000Z';

describe('somebody who will not be treated', () => {
  let service: BootedService;
  let site: Enrolling;
  let infusions: Enrolling;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: treatmentTrialsFolder() },
    });
    site = new Enrolling(service, 'MANUS');
    infusions = new Enrolling(service, 'DRIP');
    for (const each of [site, infusions]) await each.sealedList();
  });
  afterAll(() => service.stop());

  const words = { cause: 'participant-declined' as const, reason: 'does not dare to any more' };
  const ruling = (participantId: string, more: Partial<RecordNonTreatmentCommand> = {}, trialId = 'MANUS') => ({
    ...{ trialId, participantId, ...words, ...more },
  });
  const takingBack = (participantId: string) => ({ trialId: 'MANUS', participantId, reason: 'changed their mind' });
  const administration = (participantId: string, first: string) => ({
    ...{ trialId: 'MANUS', participantId, limb: 'left' as const, injections: injections(first) },
  });
  const ruleOut = (participantId: string, more: Partial<RecordNonTreatmentCommand> = {}) =>
    service.ask(recordNonTreatment, ruling(participantId, more), site.who);
  const seen = (participantId: string) => service.ask(readParticipant, { trialId: 'MANUS', participantId }, site.who);
  const of = <Data extends { participantId: string }>(data: readonly Data[], participantId: string) =>
    data.filter((fact) => fact.participantId === participantId);

  it('stays in the trial, and it is told when that was decided and why, in a word', async () => {
    const participantId = await site.randomised();
    await stepTo(service, NOW);
    const { version } = await seen(participantId);
    const key = keyed();
    const asked = [recordNonTreatment, ruling(participantId, { decidedAt: DECIDED }), { ...site.who, ...key }] as const;
    const answer = await service.ask(...asked);
    expect(answer).toEqual({
      ...{ participantId, treatment: 'ruled-out', decidedAt: DECIDED, decision: 1, version: version + 1 },
    });
    expect(await service.ask(...asked)).toEqual(answer);
    expect(await seen(participantId)).toMatchObject({ status: 'randomised', treatmentRuledOutAt: DECIDED });
    expect(of(await service.said(treatmentRuledOut), participantId)).toEqual([
      {
        ...{ trialId: 'MANUS', siteId: 'UMCU', participantId, trialVersion: 1, zone: 'Europe/Amsterdam' },
        ...{ decision: 1, decidedAt: DECIDED, cause: 'participant-declined' },
      },
    ]);
    expect(
      await service.rows(
        `select reason, actor from audit_entry where table_name = 'treatment_decision'
                            and after ->> 'participant_id' = $1`,
        [participantId],
      ),
    ).toHaveLength(1);
  });

  it('is given nothing before that is taken back, and is treated then; every word of it is kept', async () => {
    const participantId = await site.randomised();
    expect(await ruleOut(participantId)).toMatchObject({ decidedAt: '2025-03-10T12:00:00.000Z' });
    await stepTo(service, '2025-03-10T13:00:00Z');
    const first = '2025-03-10T12:10:00.000Z';
    const treat = () => service.send(recordAdministration, administration(participantId, first), site.who);
    expect(await treat()).toMatchObject({ rejection: { code: 'treatment-ruled-out' } });

    expect(await service.ask(takeBackNonTreatment, takingBack(participantId), site.who)).toMatchObject({
      ...{ participantId, treatment: 'expected', decision: 2 },
    });
    expect(await seen(participantId)).not.toHaveProperty('treatmentRuledOutAt');
    await ruleOut(participantId, { cause: 'product-unavailable', reason: 'thawed too early' });
    await service.ask(takeBackNonTreatment, takingBack(participantId), site.who);
    expect(of(await service.said(treatmentExpectedAgain), participantId).map(({ decision }) => decision)).toEqual([
      2, 4,
    ]);
    expect(of(await service.said(treatmentRuledOut), participantId).map(({ decision }) => decision)).toEqual([1, 3]);
    expect(
      await service.rows(
        'select decision, treatment, cause, reason, recorded_by from treatment_decision where participant_id = $1 order by 1',
        [participantId],
      ),
    ).toEqual(
      [
        ['ruled-out', 'participant-declined', 'does not dare to any more'],
        ['expected', null, 'changed their mind'],
        ['ruled-out', 'product-unavailable', 'thawed too early'],
        ['expected', null, 'changed their mind'],
      ].map(([treatment, cause, reason], index) => ({
        ...{ decision: index + 1, treatment, cause, reason, recorded_by: 'investigator-umcu' },
      })),
    );
    expect(await treat()).toMatchObject({ ok: { anchorAt: first } });
    expect(await seen(participantId)).toMatchObject({ status: 'treated', treatedAt: first });
  });

  it('is said once, whoever says it at the same moment', async () => {
    const participantId = await site.randomised();
    const replies = await Promise.all(
      [1, 2, 3, 4].map(() => service.send(recordNonTreatment, ruling(participantId), site.who)),
    );
    expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
    expect(of(await service.said(treatmentRuledOut), participantId)).toHaveLength(1);
  });

  it('completes the trial with the last contact', async () => {
    const participantId = await site.randomised();
    const end = { ...{ trialId: 'MANUS', participantId, reason: 'last contact' }, as: 'completed' as const };
    const complete = () => service.send(endParticipation, { ...end, endedAt: '2025-03-10T13:00:00Z' }, site.who);
    expect(await complete()).toMatchObject({ rejection: { code: 'not-in-follow-up' } });
    await ruleOut(participantId);
    expect(await complete()).toMatchObject({ ok: { status: 'completed' } });
    expect(of(await service.said(participationEnded), participantId)).toHaveLength(1);
  });

  it('is told in the same words whatever the arm, and no arm is told with it', async () => {
    const shapes = new Set<string>();
    for (let person = 0; person < 8; person += 1) {
      const participantId = await site.randomised();
      const said = await ruleOut(participantId);
      const [event] = of(await service.said(treatmentRuledOut), participantId);
      shapes.add(JSON.stringify([said, event]).replaceAll(participantId, ''));
    }
    expect(shapes.size).toBe(1);
    expect(await whereStands(service, ANY_ARM)).toEqual([]);
  });

  describe('is refused', () => {
    const people: Record<string, string> = {};
    beforeAll(async () => {
      people['eligible'] = await site.eligible();
      for (const name of ['randomised', 'ruled-out', 'treated', 'ended', 'ended-ruled-out'])
        people[name] = await site.randomised();
      people['infused'] = await infusions.randomised();
      await stepTo(service, '2025-03-11T12:00:00Z');
      await site.treat(people['treated'] ?? '', '2025-03-11T09:00:00.000Z');
      for (const name of ['ruled-out', 'ended-ruled-out']) await ruleOut(people[name] ?? '');
      await service.ask(recordNonTreatment, ruling(people['infused'] ?? '', {}, 'DRIP'), infusions.who);
      const end = { as: 'lost' as const, endedAt: '2025-03-11T11:00:00Z', reason: 'moved away' };
      for (const name of ['ended', 'ended-ruled-out'])
        await service.ask(endParticipation, { trialId: 'MANUS', participantId: people[name] ?? '', ...end }, site.who);
    });

    const by = (name: string) => people[name] ?? randomUUID();
    type Row = [code: string, operation: Operation, request: () => object, context?: Partial<Context>];
    const rows: Row[] = [
      ['participant-unknown', recordNonTreatment, () => ruling(by('nobody'))],
      ['participant-unknown', recordNonTreatment, () => ruling(by('randomised')), { sites: ['LUMC'] }],
      ['participant-not-randomised', recordNonTreatment, () => ruling(by('eligible'))],
      ['already-treated', recordNonTreatment, () => ruling(by('treated'))],
      ['not-in-follow-up', recordNonTreatment, () => ruling(by('ended'))],
      ['treatment-ruled-out-already', recordNonTreatment, () => ruling(by('ruled-out'))],
      [
        'ruled-out-in-future',
        recordNonTreatment,
        () => ruling(by('randomised'), { decidedAt: '2025-03-11T12:00:00.001Z' }),
      ],
      [
        'ruled-out-before-randomisation',
        recordNonTreatment,
        () => ruling(by('randomised'), { decidedAt: '2025-03-10T12:59:59Z' }),
      ],
      ['participant-unknown', takeBackNonTreatment, () => takingBack(by('nobody'))],
      ['treatment-not-ruled-out', takeBackNonTreatment, () => takingBack(by('randomised'))],
      ['not-in-follow-up', takeBackNonTreatment, () => takingBack(by('ended-ruled-out'))],
      ['treatment-ruled-out', recordAdministration, () => administration(by('ruled-out'), '2025-03-11T09:00:00.000Z')],
      [
        'treatment-ruled-out',
        recordDose,
        () => ({
          ...{ trialId: 'DRIP', participantId: by('infused'), amount: 560, bodyWeight: 70, visitCode: 'D0' },
          givenAt: '2025-03-11T11:00:00Z',
        }),
        { trialId: 'DRIP' },
      ],
    ];

    it.each(rows)('%s, and leaves no trace', async (code, operation, request, context = {}) => {
      const traces = () =>
        service.rows(
          'select (select count(*) from audit_entry) as trail, (select count(*) from command_receipt) as answered',
        );
      const before = await traces();
      const reply = await service.send(operation, request(), { ...site.who, ...context });
      expect(reply).toMatchObject({ rejection: { code } });
      expect(operation.rejections).toContain(code);
      expect(await traces()).toEqual(before);
    });

    it('for every reason its contracts promise', () => {
      const left = [recordNonTreatment, takeBackNonTreatment].flatMap(({ name, rejections }) =>
        rejections
          .filter((code) => !rows.some(([refusal, operation]) => operation.name === name && refusal === code))
          .map((code) => `${name} ${code}`),
      );
      // A locked database stands in unblinding.service-spec.ts.
      expect(left).toEqual(['record-non-treatment trial-locked', 'take-back-non-treatment trial-locked']);
    });
  });
});
