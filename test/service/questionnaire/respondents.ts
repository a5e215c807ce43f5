import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  listAssignments,
  submitResponse,
  visitWindowOpened,
  type assignmentMissed,
  type responseCorrected,
  type responseSubmitted,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';

export const CLOSES = '2025-03-17T08:00:00.000Z';

/** Some difficulty with everything that is asked. */
export const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`i${index + 1}`, 1]));

/** A participant with one visit, as scheduling would tell of it. */
export const aVisit = (visitCode = 'W04', siteId = 'UMCU') => ({
  trialId: 'MANUS',
  siteId,
  participantId: randomUUID(),
  visitId: randomUUID(),
  visitCode,
  trialVersion: 1,
});
export type AVisit = ReturnType<typeof aVisit>;

export const as = (visit: AVisit): Partial<Context> => ({
  actor: `account-${visit.participantId}`,
  role: 'participant',
  participantId: visit.participantId,
  sites: [visit.siteId],
});
export const at = ({ trialId, participantId }: AVisit) => ({ trialId, participantId });

/** A folder with the published trial, in which pain is a form of the site: so a visit has a form of each kind. */
export function bothKindsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trials-'));
  const file = readFileSync('deploy/trials/manus.v1.yaml', 'utf8');
  const changed = file.replace(/(instrument: pain-vas\n\s+answeredBy: )participant/, '$1clinician');
  expect(changed).not.toBe(file);
  writeFileSync(join(folder, 'manus.v1.yaml'), changed);
  return folder;
}

/** Whoever answers forms, on one booted service. */
export class Respondents {
  constructor(private readonly service: BootedService) {}

  /** Waits until news was handled. */
  handled(...eventIds: string[]): Promise<void> {
    return eventually(async () =>
      expect(await this.service.rows('select 1 from inbox_message where event_id = any ($1)', [eventIds])).toHaveLength(
        eventIds.length,
      ),
    );
  }

  async formsOf(visit: AVisit, context: Partial<Context> = {}) {
    return (await this.service.ask(listAssignments, at(visit), context)).items;
  }

  async formOf(visit: AVisit, respondent: 'participant' | 'clinician') {
    const forms = await this.formsOf(visit, { sites: [visit.siteId] });
    const form = forms.find((found) => found.respondent === respondent);
    if (!form) throw new Error(`no form for the ${respondent}`);
    return form;
  }

  async open(visit: AVisit): Promise<void> {
    await this.service.hear(visitWindowOpened, { ...visit, closesAt: CLOSES });
    await eventually(async () => expect((await this.visitRow(visit)).openedAt).not.toBeNull());
  }

  async visitRow({ visitId }: AVisit) {
    const [row] = await this.service.rows<{ openedAt: Date | null; closedAt: Date | null; outcome: string | null }>(
      'select opened_at as "openedAt", closed_at as "closedAt", outcome from visit where id = $1',
      [visitId],
    );
    return row ?? { openedAt: null, closedAt: null, outcome: null };
  }

  async answer(visit: AVisit, answers: Record<string, unknown> = twenty) {
    const { assignmentId } = await this.formOf(visit, 'participant');
    return this.service.ask(submitResponse, { ...at(visit), assignmentId, language: 'nl', answers }, as(visit));
  }

  async saidOf<C extends typeof responseSubmitted | typeof responseCorrected | typeof assignmentMissed>(
    contract: C,
    { participantId }: AVisit,
  ) {
    return (await this.service.said(contract)).filter((said) => said.participantId === participantId);
  }
}
