import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  correctAwareness,
  judgeCausality,
  listAdverseEventLines,
  listAdverseEvents,
  listClocks,
  makeDataCut,
  markSpecialInterest,
  participantConsented,
  readAdverseEvent,
  readDataCutFile,
  receiveAtSponsor,
  reportAdverseEvent,
  resultRecorded,
  signAdverseEvent,
  type AdverseEventView,
  type DataCutFileRequest,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';
const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', organisation: 'sponsor', sites: ['UMCU'] };
const trialId = 'MANUS';

/** The trial as published, and besides a group of what laboratories propose; its second version drops a term. */
function trialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'special-interest-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const group = '{ code: liver, name: Liver, terms: [alanine-aminotransferase-increased], toSponsor: always }';
  const more = published.replace('  specialInterest:\n', `  specialInterest:\n    - ${group}\n`);
  writeFileSync(join(folder, 'manus.v1.yaml'), more);
  const second = more
    .replace(/^version: 1$/m, 'version: 2')
    .replace(/^ +- skin-infection\n/m, '')
    .replaceAll(/activeFrom: '?[0-9T:.+-]+'?/g, "activeFrom: '2025-03-01T00:00:00+01:00'");
  writeFileSync(join(folder, 'manus.v2.yaml'), second);
  return folder;
}

describe('an event of special interest', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW, variables: { TRIALS_FOLDER: trialsFolder() } });
    site = new SiteOfSafety(safety);
  }, 60_000);
  afterAll(() => safety.stop());

  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({ trialId, participantId, adverseEventId });
  const report = async (more: Partial<RequestOf<typeof reportAdverseEvent>> = {}): Promise<AdverseEventView> =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId: await site.aParticipant(), term: 'skin-infection', grade: 2, seriousness: [] },
      ...{ onsetOn: '2025-03-01', awareAt: '2025-03-09T10:00:00Z', ...more },
    });
  const mark = (event: AdverseEventView, more: Partial<RequestOf<typeof markSpecialInterest>> = {}) => ({
    ...{ ...at(event), group: 'digit-loss', awareAt: '2025-03-10T07:00:00Z', expectedVersion: event.version },
    ...{ reason: 'the tip of the finger was lost', ...more },
  });
  const receive = (event: AdverseEventView) =>
    safety.send(
      receiveAtSponsor,
      { ...at(event), receivedAt: '2025-03-10T07:30:00Z', expectedness: 'unexpected' },
      PHYSICIAN,
    );
  const clocksOf = async ({ adverseEventId }: AdverseEventView) =>
    (await safety.ask(listClocks, { trialId })).items
      .filter((clock) => clock.adverseEventId === adverseEventId)
      .map(({ clock, state, startedAt }) => ({ clock, state, startedAt }));
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  it('by its term has the hours of a serious one, though it is not serious, and is received like one', async () => {
    const event = await report();
    expect(event).toMatchObject({
      serious: false,
      specialInterest: [{ group: 'infection', basis: 'term', toSponsor: 'always', trialVersion: 1, recordedAt: NOW }],
    });
    const hours = { clock: 'sae-to-sponsor', startedAt: '2025-03-09T10:00:00.000Z' };
    expect(await clocksOf(event)).toEqual([{ ...hours, state: 'running' }]);
    expect(await receive(event)).toMatchObject({ ok: { serious: false, receivedAt: '2025-03-10T07:30:00.000Z' } });
    expect(await clocksOf(event)).toEqual([{ ...hours, state: 'met' }]);
  });

  it('starts no days while it is not serious, whatever is suspected', async () => {
    const event = await report();
    await safety.ask(judgeCausality, { ...at(event), opinions: [{ cause: 'cells', related: true }], reason: 'soon' });
    await receive(event);
    expect((await clocksOf(event)).map(({ clock }) => clock)).toEqual(['sae-to-sponsor']);
  });

  it('is none where the term is of no group: no hours, and the sponsor does not receive it', async () => {
    const event = await report({ term: 'fall' });
    expect(event).not.toHaveProperty('specialInterest');
    expect(await clocksOf(event)).toEqual([]);
    expect(await receive(event)).toMatchObject(code('not-serious'));
  });

  it('stays one when a later version of the trial drops its term; what is recorded under that version is none', async () => {
    const event = await report();
    const { participantId } = event;
    const consent = { consentVersion: '2', consentedAt: NOW, sex: 'female', age: 50 } as const;
    const place = { trialId, siteId: 'UMCU', participantId, participantCode: 'X-1', trialVersion: 2 };
    await site.hear(participantConsented, { ...place, ...consent });
    const later = await report({ participantId });
    expect(later).not.toHaveProperty('specialInterest');
    expect(await clocksOf(later)).toEqual([]);
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({
      specialInterest: [{ group: 'infection', trialVersion: 1 }],
    });
  });

  it('goes on with its hours when an investigator confirms a proposal as not serious', async () => {
    const participantId = await site.aParticipant();
    await site.hear(resultRecorded, site.anAlt(participantId));
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    expect(candidate).toMatchObject({ status: 'candidate', specialInterest: [{ group: 'liver', basis: 'term' }] });
    const proposedAt = { clock: 'sae-to-sponsor', state: 'running', startedAt: NOW };
    expect(await clocksOf(candidate)).toEqual([proposedAt]);
    await site.confirm(candidate, [], '2025-03-10T08:00:00Z');
    expect(await clocksOf(candidate)).toEqual([proposedAt]);
  });

  it('is marked by an investigator where no term says so: with reason, and hours from when they knew', async () => {
    const event = await report({ term: 'skin-ulceration', grade: 3 });
    expect(await clocksOf(event)).toEqual([]);
    const marked = await safety.ask(markSpecialInterest, mark(event));
    const said = { basis: 'investigator', toSponsor: 'always', trialVersion: 1, markedBy: 'investigator-umcu' };
    expect(marked).toMatchObject({
      version: event.version + 1,
      specialInterest: [
        { group: 'digit-loss', ...said, awareAt: '2025-03-10T07:00:00.000Z', reason: 'the tip of the finger was lost' },
      ],
    });
    const hours = { clock: 'sae-to-sponsor', state: 'running' };
    expect(await clocksOf(event)).toEqual([{ ...hours, startedAt: '2025-03-10T07:00:00.000Z' }]);
    await safety.ask(correctAwareness, {
      ...{ ...at(event), insteadOf: '2025-03-10T07:00:00.000Z', awareAt: '2025-03-10T06:00:00Z' },
      ...{ expectedVersion: marked.version, reason: 'mistyped' },
    });
    expect(await clocksOf(event)).toContainEqual({ ...hours, startedAt: '2025-03-10T06:00:00.000Z' });
  });

  it('has no second hours when it is marked after the sponsor took it in', async () => {
    const event = await report();
    await receive(event);
    await safety.ask(markSpecialInterest, mark(event, { expectedVersion: event.version + 1 }));
    expect((await clocksOf(event)).map(({ state }) => state)).toEqual(['met']);
  });

  it('was signed before it was marked: what the site says is another thing then', async () => {
    const event = await report({ term: 'skin-ulceration', grade: 3 });
    await safety.ask(
      signAdverseEvent,
      { ...at(event), meaning: 'complete-and-correct', expectedVersion: event.version },
      { signedInSecondsAgo: 10 },
    );
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({ signedAs: ['complete-and-correct'] });
    expect(await safety.ask(markSpecialInterest, mark(event))).toMatchObject({
      flags: expect.arrayContaining(['signature-superseded']),
    });
  });

  it.each([
    ['with a group the trial does not have', { group: 'falls' }, 'interest-group-unknown'],
    ['with a group its term is of', { group: 'infection' }, 'already-of-interest'],
    ['from a moment to come', { awareAt: '2025-03-10T08:00:01Z' }, 'awareness-in-future'],
    ['as somebody else had changed it', { expectedVersion: 9 }, 'version-conflict'],
  ] as const)('is not marked %s', async (_, more, refused) => {
    const event = await report();
    expect(await safety.send(markSpecialInterest, mark(event, more))).toMatchObject(code(refused));
    expect(await safety.ask(readAdverseEvent, at(event))).toMatchObject({ specialInterest: [{ group: 'infection' }] });
  });

  it('is not marked from another site', async () => {
    const event = await report();
    expect(await safety.send(markSpecialInterest, mark(event), { sites: ['LUMC'] })).toMatchObject(
      code('adverse-event-unknown'),
    );
  });

  it('is found by its group, listed apart, and in the files of a cut', async () => {
    const reported = await report({ term: 'wound-infection' });
    const event = await safety.ask(markSpecialInterest, mark(reported, { group: 'hypersensitivity' }));
    const other = await report({ term: 'fall' });
    const { participantId } = event;
    const found = async (specialInterest: string) =>
      (await safety.ask(listAdverseEvents, { trialId, participantId, specialInterest })).items.length;
    expect([await found('hypersensitivity'), await found('infection'), await found('digit-loss')]).toEqual([1, 1, 0]);

    const lines = (await safety.ask(listAdverseEventLines, { trialId, which: 'special-interest' }, PHYSICIAN)).items;
    const idsOf = lines.map(({ adverseEventId }) => adverseEventId);
    expect(idsOf).toContain(event.adverseEventId);
    expect(idsOf).not.toContain(other.adverseEventId);
    expect(lines.find(({ adverseEventId }) => adverseEventId === event.adverseEventId)?.specialInterest).toEqual([
      'hypersensitivity',
      'infection',
    ]);

    const { dataCutId } = await safety.ask(
      makeDataCut,
      { trialId, purpose: 'annual-report', reason: 'yearly' },
      PHYSICIAN,
    );
    const year = { from: '2025-01-01', until: '2025-12-31' };
    const textOf = async (file: DataCutFileRequest['file']) =>
      (await safety.ask(readDataCutFile, { trialId, dataCutId, file, ...year }, PHYSICIAN)).text;
    for (const file of ['special-interest-events.csv', 'annual-special-interest.csv', 'annual-report.html'] as const) {
      const text = await textOf(file);
      expect(text).toContain(event.adverseEventId);
      expect(text).not.toContain(other.adverseEventId);
    }
    expect(await textOf('adverse-events.csv')).toContain('hypersensitivity; infection');
  });
});
