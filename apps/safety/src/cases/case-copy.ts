import type { CaseCopy } from '@trial/contracts';
import { Rejection, type TimeZone } from '@trial/kernel';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import { icsrXml } from '../domain/icsr/message/icsr-xml.js';
import type { CaseVersion } from './case-version.table.js';
import type { CaseConfig } from './case.config.js';
import { sha256 } from './store-version.js';

/** The blinded copy of a version as a file, the same bytes each time. Refused: `case-incomplete`, naming what is missing. */
export function blindedCopy({ report: stored, number }: CaseVersion, config: CaseConfig, zone: TimeZone): CaseCopy {
  const report = caseFrom(stored);
  const name = `${report.safetyReportId}-${number}`;
  const answer = icsrXml(
    report,
    'blinded',
    {
      ...{ batchId: `${name}-blinded`, batchSender: config.CASE_SENDER, messageSender: config.CASE_SENDER },
      ...{ batchReceiver: BLINDED_READERS, messageReceiver: BLINDED_READERS, sentAt: report.createdAt },
    },
    { zone, schemaLocation: config.CASE_SCHEMA_LOCATION, placeholders: config.CASE_PLACEHOLDERS },
  );
  if ('refused' in answer) {
    const [first] = answer.refused;
    throw new Rejection('case-incomplete', {
      rule: first ? `${first.element}: ${first.message}` : 'the file would be refused',
      findings: answer.refused.map(({ element, rule, message }) => ({ element, rule, message })),
    });
  }
  return { fileName: `${name}.xml`, mediaType: 'application/xml', sha256: sha256(answer.xml), text: answer.xml };
}

/** Whom a copy that is sent nowhere names as its receiver. */
const BLINDED_READERS = 'BLINDED';
