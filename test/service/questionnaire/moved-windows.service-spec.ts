import { randomUUID } from 'node:crypto';
import { listAssignments, submitResponse, visitMoved, visitWindowClosed, visitWindowOpened } from '@trial/contracts';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';

const CLOSES = '2025-03-17T08:00:00.000Z';
const SOONER = '2025-03-10T23:00:00.000Z';
const LATER = '2025-03-24T23:00:00.000Z';

describe('forms of a window that moves', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('questionnaire', QuestionnaireModule);
  });
  afterAll(() => service.stop());

  const aVisit = () => {
    const participantId = randomUUID();
    const visit = { trialId: 'MANUS', siteId: 'UMCU', participantId, visitId: randomUUID(), visitCode: 'W04' };
    const facts = { ...visit, trialVersion: 1 };
    const at = { trialId: 'MANUS', participantId };
    const forms = async () => (await service.ask(listAssignments, at)).items;
    return {
      at,
      forms,
      closings: async () => [...new Set((await forms()).map(({ closesAt }) => closesAt))],
      opens: (closesAt: string, time = BEGINNING) => service.hear(visitWindowOpened, { ...facts, closesAt }, { time }),
      closes: (time: string) => service.hear(visitWindowClosed, facts, { time }),
      moves: async (closesAt: string, time: string) => {
        const moved = { ...facts, targetAt: closesAt, opensAt: BEGINNING, closesAt, because: 'anchor-known' } as const;
        const id = await service.hear(visitMoved, moved, { time });
        await eventually(async () =>
          expect(await service.rows('select 1 from inbox_message where event_id = $1', [id])).toHaveLength(1),
        );
      },
    };
  };

  it('close when it closes now, and an older word of it changes nothing', async () => {
    const { opens, moves, forms, closings } = aVisit();
    await opens(CLOSES);
    await eventually(async () => expect(await forms()).not.toEqual([]));
    await moves(SOONER, '2025-03-05T08:00:00.000Z');
    expect(await closings()).toEqual([SOONER]);
    await moves(LATER, '2025-03-04T08:00:00.000Z');
    expect(await closings()).toEqual([SOONER]);
  });

  it('close where the move said, though the opening is heard after it', async () => {
    const { opens, moves, forms, closings } = aVisit();
    await moves(LATER, '2025-03-05T08:00:00.000Z');
    await opens(CLOSES, '2025-03-04T08:00:00.000Z');
    await eventually(async () => expect(await forms()).not.toEqual([]));
    expect(await closings()).toEqual([LATER]);
  });

  it('close where the opening said, when it was said after the move', async () => {
    const { opens, moves, forms, closings } = aVisit();
    await moves(LATER, '2025-03-01T08:00:00.000Z');
    await opens(CLOSES);
    await eventually(async () => expect(await forms()).not.toEqual([]));
    expect(await closings()).toEqual([CLOSES]);
  });

  it('are refused to whoever answers after the window that moved to the past, and missed with it', async () => {
    const { opens, moves, forms, closes, at } = aVisit();
    await opens(CLOSES);
    await eventually(async () => expect(await forms()).not.toEqual([]));
    await moves('2025-03-02T23:00:00.000Z', BEGINNING);
    const form = (await forms()).find(({ respondent }) => respondent === 'participant');
    const answer = { ...at, assignmentId: form?.assignmentId ?? '', language: 'nl', answers: {} };
    const participant = { role: 'participant', participantId: at.participantId };
    expect(await service.send(submitResponse, answer, participant)).toMatchObject({
      rejection: { code: 'assignment-closed' },
    });
    await closes(BEGINNING);
    await eventually(async () =>
      expect(new Set((await forms()).map(({ status }) => status))).toEqual(new Set(['missed'])),
    );
  });
});
