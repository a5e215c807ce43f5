import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OpenedRegulatorCopy, OpenRegulatorCopyCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { RegulatorFile } from './regulator-file.js';
import { knownRegulatorVersion } from './regulator-version.reads.js';
import { rememberOpening } from './remember-opening.js';

/** Whom a copy that is read here and sent nowhere names as its receiver. */
const READ_HERE = 'PHARMACOVIGILANCE';

/**
 * Shows a regulator copy. First it is on record that it is shown, then it is opened: the receipt of the command knows the
 * opening and not the copy, so a repeat opens it again.
 */
@Injectable()
export class OpenRegulatorCopy {
  constructor(
    private readonly transactions: Transactions,
    private readonly file: RegulatorFile,
  ) {}

  async execute(command: OpenRegulatorCopyCommand, context: Context): Promise<OpenedRegulatorCopy> {
    const { caseId, number } = command;
    const { openingId } = await this.transactions.once(context, (tx) => rememberOpening(tx, command));
    const version = await this.transactions.read(context, (tx) => knownRegulatorVersion(tx, caseId, number));
    const name = `${this.file.reportOf(version).safetyReportId}-regulator-${number}`;
    const text = this.file.textOf(version, { batchId: name, receiver: READ_HERE, sentAt: version.madeAt });
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    return { openingId, fileName: `${name}.xml`, mediaType: 'application/xml', sha256, text };
  }
}
