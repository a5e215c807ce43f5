import { randomUUID } from 'node:crypto';
import {
  answerSafetyContact,
  endParticipation,
  participationEnded,
  readParticipant,
  safetyContactAnswered,
  type AnswerSafetyContactCommand,
  type EndParticipationCommand,
  type Operation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Enrolling, keyed, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const TREATED = '2025-03-03T09:12:00.000Z';
const WITHDREW = '2025-03-04T09:00:00.000Z';
const SAID = '2025-03-04T10:00:00.000Z';
const JUST_BEFORE_SAID = '2025-03-04T09:59:59.999Z';
const NOW = '2025-03-04T12:00:00Z';
const trialId = 'MANUS';

describe('the answer about safety contact', () => {
  let service: BootedService;
  let site: Enrolling;
  const waiting: string[] = [];
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    site = new Enrolling(service);
    await site.sealedList();
    // Randomised before time passes, so that they can be treated and leave by then.
    for (let person = 0; person < 14; person += 1) waiting.push(await site.randomised());
    await stepTo(service, NOW);
  });
  afterAll(() => service.stop());

  const of = <Data extends { participantId: string }>(data: readonly Data[], participantId: string) =>
    data.filter((fact) => fact.participantId === participantId);
  const seen = (participantId: string) => service.ask(readParticipant, { trialId, participantId }, site.who);
  const ending = (participantId: string, more: Partial<EndParticipationCommand> = {}) => ({
    ...{ trialId, participantId, as: 'withdrawn' as const, endedAt: WITHDREW, reason: 'too far' },
    ...more,
  });
  const ends = (participantId: string, more: Partial<EndParticipationCommand> = {}) =>
    service.ask(endParticipation, ending(participantId, more), site.who);
  const continues = (safetyContact: boolean, storedSamples = true) => ({
    continues: { safetyContact, furtherData: true, storedSamples },
  });
  const answering = (participantId: string, more: Partial<AnswerSafetyContactCommand> = {}) => ({
    ...{ trialId, participantId, safetyContact: 'declined' as const, answeredAt: SAID, reason: 'said so by telephone' },
    ...more,
  });
  const answer = (participantId: string, more: Partial<AnswerSafetyContactCommand> = {}) =>
    service.ask(answerSafetyContact, answering(participantId, more), site.who);
  const untreated = (): string => {
    const participantId = waiting.pop();
    if (participantId === undefined) throw new Error('randomise more of them');
    return participantId;
  };
  const treated = async (): Promise<string> => {
    const participantId = untreated();
    await site.treat(participantId, TREATED);
    return participantId;
  };
  const withdrawn = async (agreed = true): Promise<string> => {
    const participantId = await treated();
    await ends(participantId, continues(agreed));
    return participantId;
  };
  const told = async (participantId: string) => of(await service.said(safetyContactAnswered), participantId);

  it('is told with the withdrawal of somebody treated who agreed, and of nobody else', async () => {
    const neverTreated = untreated();
    const agreed = await withdrawn();
    const declined = await withdrawn(false);
    await ends(neverTreated, continues(true));
    const lost = await treated();
    await ends(lost, { as: 'lost' });
    const ended = await service.said(participationEnded);
    const place = { trialId, siteId: 'UMCU', as: 'withdrawn', endedAt: WITHDREW };
    expect(of(ended, agreed)).toEqual([{ ...place, participantId: agreed, safetyContact: true }]);
    for (const participantId of [declined, neverTreated])
      expect(of(ended, participantId)).toEqual([{ ...place, participantId }]);
    expect(of(ended, lost)).toEqual([{ ...place, participantId: lost, as: 'lost' }]);

    // Whoever was lost may turn up to withdraw, and is asked then.
    await ends(lost, continues(true));
    expect(of(await service.said(participationEnded), lost)).toMatchObject([{ as: 'lost' }, { safetyContact: true }]);
    await ends(agreed, { as: 'died', endedAt: SAID });
    expect(of(await service.said(participationEnded), agreed)[1]).not.toHaveProperty('safetyContact');
  });

  it('may change either way; each is kept with its reason, counted and told once', async () => {
    const participantId = await withdrawn();
    const { version } = await seen(participantId);
    const asked = [answerSafetyContact, answering(participantId), { ...site.who, ...keyed() }] as const;
    const first = await service.ask(...asked);
    expect(first).toEqual({
      ...{ participantId, safetyContact: 'declined', answeredAt: SAID, answer: 2, version: version + 1 },
    });
    expect(await service.ask(...asked)).toEqual(first);
    expect(await seen(participantId)).toMatchObject({ status: 'withdrawn', safetyContact: 'declined' });

    const again = await service.ask(
      answerSafetyContact,
      { trialId, participantId, safetyContact: 'agreed', reason: 'called back' },
      { ...site.who, actor: 'study-nurse-umcu', role: 'study-nurse' },
    );
    expect(again).toMatchObject({ answer: 3, answeredAt: '2025-03-04T12:00:00.000Z' });
    expect(await seen(participantId)).toMatchObject({ safetyContact: 'agreed' });
    const place = { trialId, siteId: 'UMCU', participantId };
    const called = '2025-03-04T12:00:00.000Z';
    expect(await told(participantId)).toEqual([
      { ...place, answer: 2, safetyContact: 'declined', answeredAt: SAID },
      { ...place, answer: 3, safetyContact: 'agreed', answeredAt: called, agreedSince: called },
    ]);
    expect(
      await service.rows(
        'select answer, safety_contact, reason, recorded_by from safety_contact_answer where participant_id = $1 order by 1',
        [participantId],
      ),
    ).toEqual([
      { answer: 2, safety_contact: 'declined', reason: 'said so by telephone', recorded_by: 'investigator-umcu' },
      { answer: 3, safety_contact: 'agreed', reason: 'called back', recorded_by: 'study-nurse-umcu' },
    ]);
    expect(
      await service.rows(
        `select 1 from audit_entry where table_name = 'safety_contact_answer' and after ->> 'participant_id' = $1`,
        [participantId],
      ),
    ).toHaveLength(2);
  });

  it('that is the same again has been agreed since the first of them', async () => {
    const participantId = await withdrawn();
    await answer(participantId, { safetyContact: 'agreed' });
    await answer(participantId, { safetyContact: 'declined' });
    await answer(participantId, { safetyContact: 'agreed', answeredAt: '2025-03-04T11:00:00.000Z' });
    await answer(participantId, { safetyContact: 'agreed', answeredAt: '2025-03-04T11:30:00.000Z' });
    expect((await told(participantId)).map(({ answer: number, agreedSince }) => [number, agreedSince])).toEqual([
      [2, WITHDREW],
      [3, undefined],
      [4, '2025-03-04T11:00:00.000Z'],
      [5, '2025-03-04T11:00:00.000Z'],
    ]);
  });

  it('that changes when more is withdrawn from is told as well, of somebody treated', async () => {
    const participantId = await withdrawn();
    await ends(participantId, { ...continues(true, false), endedAt: SAID, reason: 'samples too' });
    expect(await told(participantId)).toEqual([]);
    const another = await withdrawn();
    await ends(another, { ...continues(false, false), endedAt: SAID, reason: 'nothing any more' });
    expect(await told(another)).toMatchObject([{ answer: 2, safetyContact: 'declined', answeredAt: SAID }]);

    const neverTreated = untreated();
    await ends(neverTreated, continues(true));
    await ends(neverTreated, { ...continues(false, false), endedAt: SAID });
    expect(await told(neverTreated)).toEqual([]);
  });

  it('is counted without a gap or a repeat, whoever says it at the same moment', async () => {
    const participantId = await withdrawn();
    await Promise.all([1, 2, 3, 4].map(() => answer(participantId)));
    expect((await told(participantId)).map((each) => each.answer)).toEqual([2, 3, 4, 5]);
  });

  describe('is refused', () => {
    const people: Record<string, string> = {};
    beforeAll(async () => {
      people['withdrawn'] = await withdrawn();
      people['treated'] = await treated();
      people['asked'] = await withdrawn();
      await answer(people['asked']);
    });
    const by = (name: string) => people[name] ?? randomUUID();
    type Row = [code: string, operation: Operation, request: () => object, context?: Partial<Context>];
    const rows: Row[] = [
      ['participant-unknown', answerSafetyContact, () => answering(by('nobody'))],
      ['participant-unknown', answerSafetyContact, () => answering(by('withdrawn')), { sites: ['LUMC'] }],
      ['not-in-follow-up', answerSafetyContact, () => answering(by('treated'))],
      [
        'contact-answered-in-future',
        answerSafetyContact,
        () => answering(by('withdrawn'), { answeredAt: '2025-03-04T12:00:00.001Z' }),
      ],
      [
        'contact-answered-before-end',
        answerSafetyContact,
        () => answering(by('withdrawn'), { answeredAt: '2025-03-04T08:59:59.999Z' }),
      ],
      [
        'contact-answered-before-end',
        answerSafetyContact,
        () => answering(by('asked'), { safetyContact: 'agreed', answeredAt: JUST_BEFORE_SAID }),
      ],
      [
        'contact-answered-before-end',
        endParticipation,
        () => ending(by('asked'), { ...continues(true, false), endedAt: JUST_BEFORE_SAID }),
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

    it('for every reason its contract promises', () => {
      const left = answerSafetyContact.rejections.filter(
        (code) => !rows.some(([refusal, operation]) => refusal === code && operation === answerSafetyContact),
      );
      // A locked database stands in unblinding.service-spec.ts.
      expect(left).toEqual(['trial-locked']);
    });
  });
});
