import type { CaseReport } from '../case/case-report.js';
import type { Reader } from '../case/disclosure.js';
import { checkIcsr } from '../rules/check-icsr.js';
import type { Finding } from '../rules/rule.js';
import { writeXml } from '../xml/write-xml.js';
import { icsrMessage } from './icsr-message.js';
import type { Envelope, IcsrSettings } from './settings.js';

/** The text of a file, or why there is none: each finding names the element that is wrong or missing. */
export type IcsrXml = { readonly xml: string } | { readonly refused: readonly Finding[] };

/**
 * One version of a case as an ICH E2B(R3) file for one reader, UTF-8, the same text for the same arguments. What a receiver
 * would reject is refused here by the same rules that read any file: a missing MedDRA code, a text that is too long (nothing
 * is cut off), a date after `envelope.sentAt`. Characters XML cannot carry are left out.
 */
export function icsrXml(report: CaseReport, reader: Reader, envelope: Envelope, settings: IcsrSettings): IcsrXml {
  const message = icsrMessage(report, reader, envelope, settings);
  const refused = checkIcsr(message, envelope.sentAt).filter(
    ({ severity, rule }) => severity === 'error' || (rule === PLACEHOLDER && settings.placeholders === 'refused'),
  );
  return refused.length > 0 ? { refused } : { xml: writeXml(message) };
}

const PLACEHOLDER = 'E.i.2.1b/placeholder';
