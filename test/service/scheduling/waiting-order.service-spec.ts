import { acknowledgeNotice, setSiteNoticeContact, visitWindowOpened, type DataOf } from '@trial/contracts';
import type pg from 'pg';
import { noticeDue } from '../../../apps/scheduling/src/notices/notice.deadline.js';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';
import { Cohort, TREATED_AT } from './cohort.js';

const BELL = `select from deadline where name = '${noticeDue.name}' and key = $1::text and status = 'armed'`;
const NOTICE = 'select from notice where id = $1::uuid';

describe('who changes one thing after another waits for the first before having the second', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z' });
    cohort = new Cohort(service);
  });
  afterAll(() => service.stop());

  const somebodyTreated = async () => {
    const somebody = cohort.somebody();
    await somebody.consents();
    await somebody.treated();
    return somebody;
  };

  /** While somebody holds `held`, what `happens` waits for them; meanwhile `free` can be had. */
  const waitsFor = (held: string, id: string, happens: () => Promise<unknown>, free: string): Promise<void> =>
    asSuperuser(service.database, async (holder: pg.Client) => {
      await holder.query('set search_path = scheduling');
      await holder.query('begin');
      const { rowCount } = await holder.query(`${held} for update`, [id]);
      expect(rowCount).toBe(1);
      const happened = happens();
      await waitingFor(service.database, [await sessionOf(holder)]);
      const had = await holder.query(`${free} for update nowait`, [id]);
      expect(had.rowCount).toBeGreaterThan(0);
      await holder.query('commit');
      await happened;
    });

  it('whoever moves the reminders of somebody: for a bell that rings, before the reminder it rings for', async () => {
    const somebody = await somebodyTreated();
    const [{ id } = { id: '' }] = await service.rows<{ id: string }>(
      `select id from notice where participant_id = $1 and visit_code = 'W12' limit 1`,
      [somebody.participantId],
    );
    await waitsFor(BELL, id, () => somebody.corrected(1, '2025-03-03T09:30:00.000Z'), NOTICE);
  });

  it('whoever says where reminders go: for a bell that rings, before the reminder it rings for', async () => {
    const { participantId, siteId } = await somebodyTreated();
    const [{ id, recipient } = { id: '', recipient: '' }] = await service.rows<{ id: string; recipient: string }>(
      `select id, recipient from notice
        where participant_id = $1 and visit_code = 'W52' and recipient <> 'participant' and state = 'planned' limit 1`,
      [participantId],
    );
    const contact = { trialId: 'MANUS', siteId, recipient, address: 'site@trial.example', language: 'nl' };
    await waitsFor(BELL, id, () => service.ask(setSiteNoticeContact, { ...contact, zone: 'Asia/Tokyo' }), NOTICE);
  });

  it('whoever sees to something: for a bell that rings, before the further step it rings for', async () => {
    const { participantId } = await somebodyTreated();
    await cohort.passTo('2025-03-08T12:00:00.000Z');
    const [{ id, noticeId } = { id: '', noticeId: '' }] = await service.rows<{ id: string; noticeId: string }>(
      `select further.id, first.id as "noticeId" from notice first join notice further using (visit_id, rule)
        where first.participant_id = $1 and first.state in ('held', 'waiting') and further.step > first.step
          and further.state = 'planned' limit 1`,
      [participantId],
    );
    const acknowledged = () => service.ask(acknowledgeNotice, { trialId: 'MANUS', noticeId });
    await waitsFor(BELL, id, acknowledged, NOTICE);
  });

  it('the work list, that hears of an opening: for the visit, before the work that is due with it', async () => {
    const somebody = await somebodyTreated();
    await cohort.passTo('2025-03-06T12:00:00.000Z');
    const opening = async (): Promise<DataOf<typeof visitWindowOpened> | undefined> =>
      (await somebody.said(visitWindowOpened)).find(({ visitCode }) => visitCode === 'H48');
    const { visitId } = await somebody.at('H48');
    const work = 'select from work_item where visit_id = $1::uuid and ended_at is null';
    await eventually(async () => expect(await service.rows(work, [visitId])).not.toEqual([]));
    const opened = await opening();
    if (!opened) throw new Error(`the window of H48 opened after ${TREATED_AT}`);
    await waitsFor(
      'select from visit where id = $1::uuid',
      visitId,
      () => cohort.hear(visitWindowOpened, opened),
      work,
    );
  });
});
