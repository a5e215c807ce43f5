import { follow, type Path } from '../rules/path.js';
import type { Finding } from '../rules/rule.js';
import { shown } from '../rules/rule.js';
import type { XmlElement } from '../xml/xml-element.js';
import {
  batchVerdicts,
  caseVerdicts,
  remarksOf,
  type Acknowledgement,
  type CaseAnswer,
  type Remarks,
} from './acknowledgement.js';

/** An acknowledgement, or what is missing for it to be one. */
export type ReadAcknowledgement =
  { readonly acknowledgement: Acknowledgement } | { readonly faults: readonly Finding[] };

/** Reads the tree of an MCCI_IN200101UV01. What cannot be told apart (no batch, no case, no verdict) is a fault. */
export function readAcknowledgement(root: XmlElement): ReadAcknowledgement {
  const faults: Finding[] = [];
  const need = (element: string, what: string, found: string | undefined): string => {
    if (found === undefined || found.trim() === '')
      faults.push(fault(`${element}/required`, element, `${what} is missing`));
    return found ?? '';
  };
  const oneOf = <Code extends string>(element: string, codes: readonly Code[], found: string): Code | undefined => {
    const code = codes.find((known) => known === found);
    if (code === undefined && found !== '') {
      faults.push(fault(`${element}/code`, element, `is one of ${codes.join(', ')}; found ${shown(found)}`));
    }
    return code;
  };
  const id = need('ACK.M.1', 'the number of the acknowledgement', attribute(root, 'id[root 3.20]', 'extension'));
  const batchId = need(
    'ACK.A.1',
    'the batch it answers',
    attribute(root, 'acknowledgement/targetBatch/id[root 3.22]', 'extension'),
  );
  const said = need('ACK.A.4', 'the verdict on the batch', attribute(root, 'acknowledgement', 'typeCode'));
  const verdict = oneOf('ACK.A.4', batchVerdicts, said);
  const cases = follow(root, 'MCCI_IN000002UV01').map((answer): CaseAnswer | undefined => {
    const safetyReportId = need(
      'ACK.B.r.1',
      'the report it answers',
      attribute(answer, 'acknowledgement/targetMessage/id[root 3.1]', 'extension'),
    );
    const word = need('ACK.B.r.6', 'the verdict on a report', attribute(answer, 'acknowledgement', 'typeCode'));
    const caseVerdict = oneOf('ACK.B.r.6', caseVerdicts, word);
    return caseVerdict && { safetyReportId, verdict: caseVerdict, remarks: remarksIn(answer) };
  });
  if (faults.length > 0 || verdict === undefined) return { faults };
  const answers = cases.filter((answer) => answer !== undefined);
  return { acknowledgement: { id, batchId, verdict, remarks: remarksIn(root), cases: answers } };
}

const attribute = (from: XmlElement, path: Path, name: string): string | undefined =>
  follow(from, path)[0]?.attributes[name];

const remarksIn = (answer: XmlElement): Remarks =>
  remarksOf(
    follow(answer, 'acknowledgement/acknowledgementDetail/text')
      .map(({ text }) => text)
      .join(';'),
  );

const fault = (rule: Finding['rule'], element: string, message: string): Finding => ({
  element,
  rule,
  severity: 'error',
  message,
});
