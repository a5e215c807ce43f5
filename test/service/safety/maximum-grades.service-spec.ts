import { randomUUID } from 'node:crypto';
import {
  participantConsented,
  participantTreated,
  readMaximumGrades,
  resultRecorded,
  treatmentCorrected,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety, TREATED_AT } from './site-of-safety.js';

describe('the table of maximum grades', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety, 'UMCN');
  });
  afterAll(() => safety.stop());

  it('counts treated participants by organ class and maximum grade, and only what an investigator stands behind', async () => {
    const one = await site.aParticipant();
    const other = await site.aParticipant();
    const monitor = { sites: ['UMCN'], role: 'monitor' };
    const fall = (participantId: string, grade: 1 | 2) => site.report(participantId, { grade, onsetOn: '2025-03-02' });
    await fall(one, 1);
    await fall(one, 2);
    await fall(other, 1);
    await site.hear(resultRecorded, site.anAlt(other));
    expect(await site.eventsOf(other)).toHaveLength(2);

    const table = await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, monitor);
    const rowOf = (wanted: string) =>
      table.cells
        .filter(({ organClass }) => organClass === wanted)
        .map(({ grade, participants }) => [grade, participants]);
    expect(rowOf('Investigations').filter(([grade, participants]) => grade !== '0' && participants !== 0)).toEqual([]);
    expect(table).toMatchObject({ untilDay: 84, ctcaeVersion: '4.03', participants: 2 });
    expect(rowOf('Injury, poisoning and procedural complications')).toEqual([
      ['0', 0],
      ['1', 1],
      ['2', 1],
      ['3', 0],
      ['4', 0],
      ['5', 0],
      ['unknown', 0],
    ]);
  });

  it('counts by the corrected time of treatment, in whatever order and however often the news come', async () => {
    const participantId = randomUUID();
    const place = { trialId: 'MANUS', siteId: 'LUMC', participantId, trialVersion: 1, zone: 'Europe/Amsterdam' };
    const treated = { ...place, administrationId: randomUUID(), participantCode: 'X-1', anchorAt: TREATED_AT };
    const corrected = (correction: number, anchorAt: string) => ({
      ...place,
      administrationId: treated.administrationId,
      correction,
      previousAnchorAt: TREATED_AT,
      anchorAt,
    });
    const consent = { consentVersion: '1', consentedAt: TREATED_AT, sex: 'female' as const, age: 50 };
    await safety.hear(participantConsented, { ...place, ...consent, participantCode: 'X-1' });
    const last = corrected(2, '2025-03-03T07:00:00.000Z');
    const heard = [
      await safety.hear(treatmentCorrected, last),
      await safety.hear(treatmentCorrected, corrected(1, '2025-02-18T07:00:00.000Z')),
      await safety.hear(participantTreated, treated),
      await safety.hear(treatmentCorrected, last),
    ];
    await eventually(async () =>
      expect(await safety.rows('select 1 from inbox_message where event_id = any ($1::text[])', [heard])).toHaveLength(
        4,
      ),
    );
    expect(await safety.rows('select treated_at from participant where id = $1', [participantId])).toEqual([
      { treated_at: new Date(last.anchorAt) },
    ]);
    // A fall of the day before counts no longer: treatment had not begun.
    await new SiteOfSafety(safety, 'LUMC').report(participantId, { grade: 2, onsetOn: '2025-03-02' });
    const table = await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, { sites: ['LUMC'], role: 'monitor' });
    const graded = table.cells.filter(({ grade, participants }) => grade === '2' && participants > 0);
    expect(graded).toEqual([]);
  });
});
