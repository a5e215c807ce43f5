import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAssignments, visitWindowOpened } from '@trial/contracts';
import { QuestionnaireModule } from '../../../apps/questionnaire/src/questionnaire.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';

describe('the forms of a visit for contact and safety only', () => {
  let service: BootedService;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'contact-trials-'));
    const published = readFileSync('deploy/trials/manus.v1.yaml', 'utf8');
    const asking = published.replace('[adverse-event-review, concomitant-medication]', '[adverse-event-review, pain]');
    expect(asking).not.toBe(published);
    writeFileSync(join(folder, 'manus.v1.yaml'), asking);
    writeFileSync(join(folder, 'quiet.v1.yaml'), published.replace('id: MANUS', 'id: QUIET'));
    service = await bootService('questionnaire', QuestionnaireModule, { variables: { TRIALS_FOLDER: folder } });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const handedOut = async (trialId: string, contactOnly?: true): Promise<string[]> => {
    const participantId = randomUUID();
    const visit = { trialId, siteId: 'UMCU', participantId, visitId: randomUUID(), visitCode: 'W12', trialVersion: 1 };
    const opened = { ...visit, closesAt: '2025-03-17T08:00:00.000Z', ...(contactOnly ? { contactOnly } : {}) };
    const id = await service.hear(visitWindowOpened, opened);
    await eventually(async () =>
      expect(await service.rows('select 1 from inbox_message where event_id = $1', [id])).toHaveLength(1),
    );
    const { items } = await service.ask(listAssignments, { trialId, participantId }, { trialId });
    return items.map(({ assessment }) => assessment).sort();
  };

  it('are those the trial file names for whoever is never treated', async () => {
    expect(await handedOut('MANUS')).toEqual(['disability', 'pain']);
    expect(await handedOut('MANUS', true)).toEqual(['pain']);
  });

  it('are none where it names none that can be answered', async () => {
    expect(await handedOut('QUIET')).toEqual(['disability', 'pain']);
    expect(await handedOut('QUIET', true)).toEqual([]);
  });
});
