import { Injectable } from '@nestjs/common';
import type { OpenedRegulatorForm, OpenRegulatorCopyCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { caseForm, formFile } from '../../cases/case-form.js';
import { RegulatorFile } from './regulator-file.js';
import { knownRegulatorVersion } from './regulator-version.reads.js';
import { rememberOpening } from './remember-opening.js';

/** Shows a version for the regulator as a form, with what was given where that was disclosed; recorded first, as for the copy. */
@Injectable()
export class OpenRegulatorForm {
  constructor(
    private readonly transactions: Transactions,
    private readonly file: RegulatorFile,
  ) {}

  async execute(command: OpenRegulatorCopyCommand, context: Context): Promise<OpenedRegulatorForm> {
    const { caseId, number } = command;
    const { openingId } = await this.transactions.once(context, (tx) => rememberOpening(tx, command));
    const version = await this.transactions.read(context, (tx) => knownRegulatorVersion(tx, caseId, number));
    const report = this.file.reportOf(version);
    const form = await caseForm(report, this.file.zoneOf(version), { reader: 'regulator' });
    return formFile(`${report.safetyReportId}-regulator-${number}`, form, { openingId });
  }
}
