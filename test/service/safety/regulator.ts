import { randomUUID } from 'node:crypto';
import {
  clockMet,
  clockStarted,
  clockSuperseded,
  listSubmissions,
  makeRegulatorVersion,
  openRegulatorCopy,
  openRegulatorForm,
  submitRegulatorVersion,
  type CaseView,
  type OpenedRegulatorCopy,
  type OpenedRegulatorForm,
  type RequestOf,
  type SubmissionView,
} from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { OFFICER } from './cases-of-safety.js';

/** A word that stands in the copy of somebody who was given cells, and nowhere else. */
export const CELLS = 'Example stromal cells';
export const LOT = 'EXLOT-17';

/** What the vault showed of somebody who was given cells. */
export const disclosed = (): Pick<
  RequestOf<typeof makeRegulatorVersion>,
  'product' | 'disclosureId' | 'narrative'
> => ({
  product: { name: 'Example cells', substance: CELLS, dose: { value: '50', unit: '10*6' }, lot: LOT },
  disclosureId: randomUUID(),
  narrative: 'Two weeks after the injection of example cells the participant was admitted with fever.',
});

/** The desk of pharmacovigilance: what it makes of cases, and where it sends them. */
export class RegulatorDesk {
  constructor(private readonly safety: Pick<BootedService, 'ask' | 'send'>) {}

  make({ caseId }: Pick<CaseView, 'caseId'>, more: Partial<RequestOf<typeof makeRegulatorVersion>> = {}) {
    const first = { expectedVersion: 0, basedOn: 1, kind: 'initial' as const };
    return this.safety.send(makeRegulatorVersion, { trialId: 'MANUS', caseId, ...first, ...more }, OFFICER);
  }

  async made(...request: Parameters<RegulatorDesk['make']>): Promise<number> {
    const reply = await this.make(...request);
    if (!('ok' in reply)) throw new Error(JSON.stringify(reply));
    return (reply.ok as { number: number }).number;
  }

  copyOf({ caseId }: Pick<CaseView, 'caseId'>, number: number): Promise<OpenedRegulatorCopy> {
    const request = { trialId: 'MANUS', caseId, number, reason: 'to be read before it leaves' };
    return this.safety.ask(openRegulatorCopy, request, OFFICER);
  }

  formOf({ caseId }: Pick<CaseView, 'caseId'>, number: number): Promise<OpenedRegulatorForm> {
    const request = { trialId: 'MANUS', caseId, number, reason: 'to be printed for the file' };
    return this.safety.ask(openRegulatorForm, request, OFFICER);
  }

  submit({ caseId }: Pick<CaseView, 'caseId'>, number: number, receiver: string): Promise<SubmissionView> {
    return this.safety.ask(submitRegulatorVersion, { trialId: 'MANUS', caseId, number, receiver }, OFFICER);
  }

  async submissionsOf({ caseId }: Pick<CaseView, 'caseId'>): Promise<SubmissionView[]> {
    return (await this.safety.ask(listSubmissions, { trialId: 'MANUS', caseId }, OFFICER)).items;
  }

  /** Waits until the one submission of a case has come to a state. */
  until(opened: Pick<CaseView, 'caseId'>, state: string): Promise<SubmissionView> {
    return eventually(async () => {
      const [submission] = await this.submissionsOf(opened);
      expect(submission?.state).toBe(state);
      return submission as SubmissionView;
    });
  }
}

/** Waits until the unblinded module has heard of every clock that blinded safety has told of so far. */
export const heardOfClocks = (safety: Pick<BootedService, 'said' | 'rows'>): Promise<void> =>
  eventually(async () => {
    const told = await Promise.all([clockStarted, clockSuperseded, clockMet].map((each) => safety.said(each)));
    expect(await safety.rows('select from unblinded.inbox_message')).toHaveLength(told.flat().length);
  });
