import { Injectable } from '@nestjs/common';
import { Cipher } from '@trial/encryption';
import { Rejection, type Instant, type TimeZone } from '@trial/kernel';
import { Trials } from '@trial/trial-configuration';
import { CaseSettings } from '../../cases/case.config.js';
import type { CaseReport } from '../../domain/icsr/case/case-report.js';
import { icsrXml } from '../../domain/icsr/message/icsr-xml.js';
import type { Placed } from '../../placement/placed.js';
import type { RegulatorVersion } from './regulator-version.table.js';
import { openReport } from './sealed-report.js';

/** Under which number, for whom and when a file is written. */
interface Batch {
  readonly batchId: string;
  readonly receiver: string;
  readonly sentAt: Instant;
}

/** Writes the regulator copy of a version. */
@Injectable()
export class RegulatorFile {
  constructor(
    private readonly trials: Trials,
    private readonly cipher: Cipher,
    private readonly settings: CaseSettings,
  ) {}

  reportOf(version: RegulatorVersion): CaseReport {
    return openReport(this.cipher, version);
  }

  /** In which the sponsor counts days. */
  zoneOf({ trialId, trialVersion }: Placed<RegulatorVersion>): TimeZone {
    return this.trials.version(trialId, trialVersion).reporting.zone;
  }

  /**
   * The text of the file. Refused: `case-incomplete`, with the elements that are wrong or missing and never what they
   * hold, because a refusal is written down in places that may not know it.
   */
  textOf(version: Placed<RegulatorVersion>, { batchId, receiver, sentAt }: Batch): string {
    const { CASE_SENDER: sender, CASE_SCHEMA_LOCATION, CASE_PLACEHOLDERS } = this.settings.config;
    const answer = icsrXml(
      openReport(this.cipher, version),
      'regulator',
      {
        batchId,
        batchSender: sender,
        messageSender: sender,
        batchReceiver: receiver,
        messageReceiver: receiver,
        sentAt,
      },
      { zone: this.zoneOf(version), schemaLocation: CASE_SCHEMA_LOCATION, placeholders: CASE_PLACEHOLDERS },
    );
    if ('xml' in answer) return answer.xml;
    const rules = [...new Set(answer.refused.map(({ rule }) => rule))];
    throw new Rejection('case-incomplete', { rule: `rules of the file that are broken: ${rules.join(', ')}` });
  }
}
