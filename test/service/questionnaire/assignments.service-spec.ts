import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  assignmentMissed,
  listAssignments,
  operationsOf,
  participantConsented,
  participationEnded,
  readAssignment,
  responseSubmitted,
  saveDraft,
  submitResponse,
  visitCancelled,
  visitDone,
  visitMissed,
  visitMoved,
  visitWindowClosed,
  visitWindowOpened,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, PATIENT, type BootedService } from '../../support/service.js';
import { as, at, aVisit, bothKindsFolder, CLOSES, Respondents, twenty } from './respondents.js';

const administrator = { role: 'administrator', trialId: '' };
const operations = operationsOf('questionnaire');

describe('forms that are handed out', () => {
  let service: BootedService;
  let people: Respondents;
  let trialsFolder: string;
  beforeAll(async () => {
    trialsFolder = bothKindsFolder();
    service = await bootService('questionnaire', QuestionnaireModule, {
      variables: { TRIALS_FOLDER: trialsFolder, ...PATIENT },
    });
    people = new Respondents(service);
  });
  afterAll(async () => {
    await service.stop();
    rmSync(trialsFolder, { recursive: true });
  });

  it('has the tables its code speaks of, and no others', async () => {
    const { dataSource } = service.app.get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  describe('when a window opens', () => {
    it('hands out each form of the visit once, although the news comes twice', async () => {
      const visit = aVisit();
      const opened = { ...visit, closesAt: CLOSES };
      const id = randomUUID();
      await service.hear(visitWindowOpened, opened, { id });
      await service.hear(visitWindowOpened, opened, { id });
      const again = await service.hear(visitWindowOpened, opened);
      await people.handled(id, again);

      expect(
        (await people.formsOf(visit)).map((form) => [form.assessment, form.respondent, form.status]).sort(),
      ).toEqual([
        ['disability', 'participant', 'open'],
        ['pain', 'clinician', 'open'],
      ]);
      expect(await people.formOf(visit, 'participant')).toMatchObject({
        instrument: 'haq-di',
        instrumentVersion: 'dutch-consensus-2007',
        languages: ['nl'],
        openedAt: BEGINNING,
        closesAt: CLOSES,
      });
    });

    it('shows the participant only the forms they answer, and another site nothing at all', async () => {
      const visit = aVisit();
      await people.open(visit);
      const rated = await people.formOf(visit, 'clinician');

      expect((await people.formsOf(visit, as(visit))).map(({ assessment }) => assessment)).toEqual(['disability']);
      expect(await service.send(listAssignments, at(visit), as(aVisit()))).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      expect(await service.send(listAssignments, at(visit), { sites: ['LUMC'] })).toMatchObject({
        rejection: { code: 'participant-unknown' },
      });
      const question = { ...at(visit), assignmentId: rated.assignmentId };
      for (const context of [as(visit), { sites: ['LUMC'] }]) {
        expect(await service.send(readAssignment, question, context)).toMatchObject({
          rejection: { code: 'assignment-unknown' },
        });
      }
    });

    it('pages the forms of a participant in a stable order', async () => {
      const visit = aVisit();
      await people.open(visit);
      const all = await people.formsOf(visit);
      const first = await service.ask(listAssignments, { ...at(visit), limit: 1 });
      const second = await service.ask(listAssignments, { ...at(visit), limit: 1, cursor: first.nextCursor ?? '' });

      expect([...first.items, ...second.items]).toEqual(all);
      expect(second.nextCursor).toBeUndefined();
    });

    it('has a list of forms from consent on, empty at first', async () => {
      const visit = aVisit();
      await service.hear(participantConsented, {
        ...at(visit),
        siteId: 'UMCU',
        participantCode: 'UMCU-001',
        trialVersion: 1,
        consentVersion: '1',
        consentedAt: BEGINNING,
        sex: 'female',
        age: 50,
      });
      await eventually(async () => expect(await people.formsOf(visit)).toEqual([]));
    });
  });

  describe('when a window closes', () => {
    it('records an unanswered form of the participant as missed, by itself, and takes no answer any more', async () => {
      const visit = aVisit();
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
      await service.hear(visitWindowClosed, visit, { time: CLOSES });

      await eventually(async () => expect((await people.formOf(visit, 'participant')).status).toBe('missed'));
      expect(await people.saidOf(assignmentMissed, visit)).toEqual([
        {
          ...at(visit),
          siteId: 'UMCU',
          assignmentId,
          visitId: visit.visitId,
          visitCode: 'W04',
          assessment: 'disability',
          instrument: 'haq-di',
        },
      ]);
      expect(
        await service.send(submitResponse, { ...at(visit), assignmentId, language: 'nl', answers: twenty }, as(visit)),
      ).toMatchObject({ rejection: { code: 'assignment-closed' } });
      expect((await people.formOf(visit, 'clinician')).status).toBe('open');
    });

    it('expects what staff fill in again when the visit took place after all, in whatever order that is heard', async () => {
      const visit = aVisit();
      await people.open(visit);
      const place = { ...visit, occurredAt: '2025-03-05T10:00:00.000Z', position: 'in-window' } as const;
      const absence = { ...visit, reason: 'ill' };
      await service.hear(visitMissed, absence);
      await eventually(async () => expect((await people.formOf(visit, 'clinician')).status).toBe('missed'));
      await service.hear(visitDone, place);
      await eventually(async () => expect((await people.formOf(visit, 'clinician')).status).toBe('open'));

      const other = aVisit();
      await people.open(other);
      await service.hear(visitDone, { ...place, ...other });
      await eventually(async () => expect((await people.visitRow(other)).outcome).toBe('done'));
      const late = await service.hear(visitMissed, { ...absence, ...other });
      await people.handled(late);
      expect((await people.formOf(other, 'clinician')).status).toBe('open');
    });

    it('expects every form again that went with a visit said not to apply, in whatever order, while its window is open', async () => {
      const place = { occurredAt: '2025-03-05T10:00:00.000Z', position: 'in-window', afterAll: true } as const;
      const statuses = async (visit: ReturnType<typeof aVisit>) =>
        Promise.all(
          (['participant', 'clinician'] as const).map(async (who) => (await people.formOf(visit, who)).status),
        );
      const cancelled = async (visit: ReturnType<typeof aVisit>) =>
        people.handled(await service.hear(visitCancelled, { ...visit, because: 'not-applicable' }));
      const done = async (visit: ReturnType<typeof aVisit>) =>
        people.handled(await service.hear(visitDone, { ...visit, ...place }));

      const [excluded, late, over] = [aVisit(), aVisit(), aVisit()];
      for (const visit of [excluded, late, over]) await people.open(visit);
      await cancelled(excluded);
      expect(await statuses(excluded)).toEqual(['cancelled', 'cancelled']);
      await done(excluded);
      expect(await statuses(excluded)).toEqual(['open', 'open']);

      // Its window moves although it is said not to apply, so that it closes rightly when it took place after all.
      const moved = aVisit();
      await people.open(moved);
      await cancelled(moved);
      const closesAt = '2025-03-09T23:00:00.000Z';
      const window = { targetAt: '2025-03-06T23:00:00.000Z', opensAt: BEGINNING, closesAt };
      await people.handled(await service.hear(visitMoved, { ...moved, ...window, because: 'anchor-corrected' }));
      await done(moved);
      expect(await people.formOf(moved, 'participant')).toMatchObject({ status: 'open', closesAt });

      await done(late);
      await cancelled(late);
      expect(await statuses(late)).toEqual(['open', 'open']);

      await cancelled(over);
      await people.handled(await service.hear(visitWindowClosed, over, { time: CLOSES }));
      await done(over);
      expect(await statuses(over)).toEqual(['cancelled', 'open']);
    });

    it('keeps what was saved on the way as a partial response inside the window', async () => {
      const visit = aVisit();
      await people.open(visit);
      const { assignmentId } = await people.formOf(visit, 'participant');
      await service.ask(
        saveDraft,
        { ...at(visit), assignmentId, language: 'nl', answers: { i1: 2 }, startedAt: BEGINNING },
        as(visit),
      );
      await service.hear(visitWindowClosed, visit, { time: CLOSES });

      await eventually(async () =>
        expect(await people.formOf(visit, 'participant')).toMatchObject({
          status: 'answered',
          completion: 'partly',
          timing: 'in-window',
          submittedAt: CLOSES,
          scores: { 'haq-di.standard': null, 'haq-di.alternative': null },
        }),
      );
      expect(await people.saidOf(responseSubmitted, visit)).toMatchObject([
        { completion: 'partly', scores: { 'haq-di.standard': null } },
      ]);
      expect(await people.saidOf(assignmentMissed, visit)).toEqual([]);
    });
  });

  describe('news in any order', () => {
    /** What was said before on the same subject has been tried by then. */
    const hearClosingOfAnother = async () => {
      const another = aVisit();
      await people.open(another);
      await service.hear(visitWindowClosed, another, { time: CLOSES });
      await eventually(async () => expect((await people.visitRow(another)).closedAt).not.toBeNull());
    };

    it('closes what is handed out only after the closing was heard', async () => {
      const visit = aVisit();
      await service.hear(visitWindowClosed, visit, { time: CLOSES });
      await hearClosingOfAnother();
      expect((await people.visitRow(visit)).closedAt).toBeNull();
      await service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES });

      await eventually(async () => expect((await people.formOf(visit, 'participant')).status).toBe('missed'));
      expect(await people.saidOf(assignmentMissed, visit)).toHaveLength(1);
    });

    it('hands out cancelled what was cancelled before it opened', async () => {
      const visit = aVisit();
      await service.hear(visitCancelled, { ...visit, because: 'withdrawn' });
      await eventually(async () => expect((await people.visitRow(visit)).outcome).toBe('cancelled'));
      await people.open(visit);

      expect((await people.formsOf(visit)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
      await service.hear(visitWindowClosed, visit, { time: CLOSES });
      await eventually(async () => expect((await people.visitRow(visit)).closedAt).not.toBeNull());
      expect(await people.saidOf(assignmentMissed, visit)).toEqual([]);
    });

    it('hands out cancelled what opens for somebody who has left', async () => {
      const visit = aVisit();
      const { trialId, siteId, participantId } = visit;
      await service.hear(participationEnded, { trialId, siteId, participantId, as: 'withdrawn', endedAt: BEGINNING });
      await eventually(async () =>
        expect(await service.rows('select 1 from participant where id = $1', [participantId])).toHaveLength(1),
      );
      await people.open(visit);

      expect((await people.formsOf(visit)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    });

    it('leaves nothing open when opening and leaving are heard at the same moment', async () => {
      const visits = Array.from({ length: 10 }, () => aVisit());
      for (const visit of visits) {
        const { trialId, siteId, participantId } = visit;
        await Promise.all([
          service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES }),
          service.hear(participationEnded, { trialId, siteId, participantId, as: 'died', endedAt: BEGINNING }),
        ]);
      }
      await eventually(async () =>
        expect(
          await service.rows(
            'select status, count(*)::int as forms from assignment where visit_id = any ($1) group by 1',
            [visits.map(({ visitId }) => visitId)],
          ),
        ).toEqual([{ status: 'cancelled', forms: 20 }]),
      );
    });

    it('cancels what is open when participation ends, and keeps what was answered', async () => {
      const visit = aVisit();
      await people.open(visit);
      await people.answer(visit);
      const { trialId, siteId, participantId } = visit;
      await service.hear(participationEnded, { trialId, siteId, participantId, as: 'lost', endedAt: BEGINNING });

      await eventually(async () => expect((await people.formOf(visit, 'clinician')).status).toBe('cancelled'));
      expect((await people.formOf(visit, 'participant')).status).toBe('answered');
      const { assignmentId } = await people.formOf(visit, 'clinician');
      expect(
        await service.send(submitResponse, {
          ...at(visit),
          assignmentId,
          language: 'nl',
          answers: { 'pain.hand.24h.vas': 1 },
        }),
      ).toMatchObject({ rejection: { code: 'assignment-cancelled' } });
    });

    it.each([
      ['before its window opened', true],
      ['after its window opened', false],
    ])('misses the forms of the site, not of the participant, of a visit recorded as missed %s', async (_, first) => {
      const visit = aVisit();
      const miss = async () => {
        await service.hear(visitMissed, { ...visit, reason: 'participant-unable' });
        await eventually(async () => expect((await people.visitRow(visit)).outcome).toBe('missed'));
      };
      if (first) await miss();
      await people.open(visit);
      if (!first) await miss();

      expect((await people.formOf(visit, 'clinician')).status).toBe('missed');
      expect((await people.formOf(visit, 'participant')).status).toBe('open');
      expect((await people.saidOf(assignmentMissed, visit)).map(({ assessment }) => assessment)).toEqual(['pain']);
    });
  });

  it('goes by the clock when the closing was not heard yet; what staff fills in may be late and is marked', async () => {
    const visit = aVisit();
    await people.open(visit);
    const own = await people.formOf(visit, 'participant');
    const rated = await people.formOf(visit, 'clinician');
    await service.setTime(CLOSES);
    await eventually(async () => {
      const reply = await service.send(
        submitResponse,
        { ...at(visit), assignmentId: own.assignmentId, language: 'nl', answers: { i1: null } },
        as(visit),
      );
      expect(reply).toMatchObject({ rejection: { code: 'assignment-closed' } });
    });
    await service.ask(submitResponse, {
      ...at(visit),
      assignmentId: rated.assignmentId,
      language: 'nl',
      answers: { 'pain.hand.24h.vas': 5 },
    });
    expect(await people.formOf(visit, 'clinician')).toMatchObject({
      status: 'answered',
      timing: 'late',
      submittedAt: CLOSES,
    });
  });

  it('parked nothing of all this', async () => {
    const { items } = await service.ask(operations.parkedMessages, {}, administrator);
    expect(items).toEqual([]);
  });
});
