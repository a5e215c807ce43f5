import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseView } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { checkFile } from '../../../apps/safety/src/icsr-files/check-file.js';
import { CaseReceiver } from '../../support/case-receiver.mjs';
import type { BootedService } from '../../support/service.js';
import { bootDesk } from './boot-desk.js';
import { type CasesOfSafety, stepTo } from './cases-of-safety.js';
import type { RegulatorDesk } from './regulator.js';

export const BEGINNING = '2025-03-03T08:00:00.000Z';
export const REFUSAL = 'No product of that name in the list; see <G.k.2.2>';

/** Judged by the clock of the wall: trial time stands long before. */
export const faultsIn = (text: string): string[] =>
  checkFile('received.xml', Buffer.from(text), instant('2100-01-01T00:00:00Z'), undefined)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

/** Safety and four receivers of its cases: one that accepts what is right, one that rejects, a folder, and one that is not there. */
export class Regulators {
  private minute = 0;

  private constructor(
    readonly folder: string,
    readonly accepting: CaseReceiver,
    readonly rejecting: CaseReceiver,
    readonly safety: BootedService,
    readonly cases: CasesOfSafety,
    readonly desk: RegulatorDesk,
  ) {}

  static async start(): Promise<Regulators> {
    const folder = mkdtempSync(join(tmpdir(), 'cases-'));
    const accepting = await CaseReceiver.start(faultsIn);
    const rejecting = await CaseReceiver.start((text) => (text.includes('amended') ? [] : [REFUSAL]));
    const receivers = [
      { kind: 'push', id: 'ACCEPTS', url: accepting.url, authorization: 'Bearer of the test' },
      { kind: 'push', id: 'REJECTS', url: rejecting.url },
      { kind: 'folder', id: 'FOLDER', folder },
      { kind: 'folder', id: 'NOWHERE', folder: join(folder, 'gone') },
    ];
    const { safety, cases, desk } = await bootDesk(receivers, [], {
      ...{ SUBMISSION_TIMEOUT_MS: '3000', SUBMISSION_LEASE_MS: '6000' },
    });
    return new Regulators(folder, accepting, rejecting, safety, cases, desk);
  }

  async stop(): Promise<void> {
    await this.safety.stop();
    await Promise.all([this.accepting.stop(), this.rejecting.stop()]);
    rmSync(this.folder, { recursive: true });
  }

  /** A minute of the next day, another one each time. */
  later(): Promise<void> {
    return stepTo(this.safety, `2025-03-04T09:${String(this.minute++).padStart(2, '0')}:00.000Z`);
  }

  async aCase(): Promise<CaseView> {
    await stepTo(this.safety, BEGINNING);
    return this.cases.aCase();
  }
}

export const receivedOf = (receiver: CaseReceiver, { safetyReportId }: CaseView) =>
  receiver.received.filter(({ reportId }) => reportId === safetyReportId);
