import { randomUUID } from 'node:crypto';
import { searchCtcaeTerms, type RequestOf } from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const trialId = 'MANUS';

describe('the dictionary', () => {
  let safety: BootedService;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
  }, 60_000);
  afterAll(() => safety.stop());

  const search = (more: Partial<RequestOf<typeof searchCtcaeTerms>>) =>
    safety.send(searchCtcaeTerms, { trialId, ...more });

  it('of the version the trial is pinned to is searched by words, with the grades that exist (P02)', async () => {
    expect(await search({ words: 'haemolytic uraemic' })).toEqual({
      ok: {
        ctcaeVersion: '4.03',
        found: 1,
        items: [
          {
            term: 'hemolytic-uremic-syndrome',
            name: 'Hemolytic uremic syndrome',
            organClass: 'Blood and lymphatic system disorders',
            grades: ['1', '3', '4', '5'],
            needsWords: false,
          },
        ],
      },
    });
    const participantId = await new SiteOfSafety(safety).aParticipant();
    expect(await search({ words: 'vascular other', participantId })).toMatchObject({
      ok: { ctcaeVersion: '4.03', items: [{ name: 'Vascular disorders - Other, specify', needsWords: true }] },
    });
  });

  it('shows so many and says how many there are', async () => {
    expect(await search({ limit: 3 })).toMatchObject({ ok: { found: 790, items: [{}, {}, {}] } });
    expect(await search({ organClass: 'Vascular disorders', limit: 1 })).toMatchObject({
      ok: { items: [{ organClass: 'Vascular disorders' }] },
    });
  });

  it('is refused for what does not exist', async () => {
    expect(await search({ organClass: 'Nerves' })).toMatchObject({ rejection: { code: 'organ-class-unknown' } });
    expect(await search({ participantId: randomUUID() })).toMatchObject({ rejection: { code: 'participant-unknown' } });
    expect(await safety.send(searchCtcaeTerms, { trialId: 'NONE' }, { trialId: 'NONE' })).toMatchObject({
      rejection: { code: 'trial-unknown' },
    });
  });
});
