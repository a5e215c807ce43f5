import { correctResponse, readAssignment, responseAlerted, saveDraft, visitWindowClosed } from '@trial/contracts';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { as, at, aVisit, CLOSES, Respondents, type AVisit } from './respondents.js';

const pain = (value: number) => ({ 'pain.hand.24h.vas': value });

describe('answers that somebody must look at', () => {
  let service: BootedService;
  let people: Respondents;
  beforeAll(async () => {
    service = await bootService('questionnaire', QuestionnaireModule);
    people = new Respondents(service);
  });
  afterAll(() => service.stop());

  /** A visit at which nothing is asked but pain. */
  async function aPainfulVisit(): Promise<AVisit> {
    const visit = aVisit('W02');
    await people.open(visit);
    return visit;
  }
  const saidOf = async ({ participantId }: AVisit) =>
    (await service.said(responseAlerted)).filter((said) => said.participantId === participantId);
  async function correct(visit: AVisit, value: number, expectedVersion: number): Promise<void> {
    const { assignmentId } = await people.formOf(visit, 'participant');
    await service.ask(correctResponse, {
      ...{ ...at(visit), assignmentId, answers: pain(value), expectedVersion },
      ...{ reason: 'put the mark on the wrong side', requestedOn: '2025-03-03' },
    });
  }

  it('are told of by rule, without the value, and flagged for staff; the participant is shown nothing', async () => {
    const visit = await aPainfulVisit();
    const reply = await people.answer(visit, pain(93));
    expect(reply.flags).toEqual([]);
    expect(await saidOf(visit)).toEqual([
      {
        ...{ ...visit, responseId: reply.responseId, responseVersion: 1, assessment: 'pain' },
        ...{ instrument: 'pain-vas', alerts: ['severe-pain'], submittedAt: BEGINNING },
      },
    ]);
    const { assignmentId } = await people.formOf(visit, 'participant');
    const question = { ...at(visit), assignmentId };
    expect(await service.ask(readAssignment, question, { role: 'monitor' })).toMatchObject({ flags: ['severe-pain'] });
    expect(await service.ask(readAssignment, question, as(visit))).not.toHaveProperty('flags');
    expect(
      await service.rows('select weight, items from response_flag where response_id = $1', [reply.responseId]),
    ).toEqual([{ weight: 'alert', items: ['pain.hand.24h.vas'] }]);
  });

  it('are not what lies short of the bound', async () => {
    const visit = await aPainfulVisit();
    await people.answer(visit, pain(89.9));
    expect(await saidOf(visit)).toEqual([]);
  });

  it('are told of again when a correction changes what they set off, and only then', async () => {
    const visit = await aPainfulVisit();
    await people.answer(visit, pain(93));
    await correct(visit, 95, 1);
    await correct(visit, 12, 2);
    await correct(visit, 13, 3);
    await correct(visit, 100, 4);
    expect((await saidOf(visit)).map(({ responseVersion, alerts }) => [responseVersion, ...alerts])).toEqual([
      [1, 'severe-pain'],
      [3],
      [5, 'severe-pain'],
    ]);
  });

  it('count when they were only saved and the window closed', async () => {
    const visit = await aPainfulVisit();
    const { assignmentId } = await people.formOf(visit, 'participant');
    await service.ask(saveDraft, { ...at(visit), assignmentId, language: 'nl', answers: pain(90) }, as(visit));
    await service.hear(visitWindowClosed, visit, { time: CLOSES });
    await eventually(async () => expect(await saidOf(visit)).toMatchObject([{ alerts: ['severe-pain'] }]));
  });
});
