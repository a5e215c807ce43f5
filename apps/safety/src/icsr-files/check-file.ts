import type { Instant } from '@trial/kernel';
import type { XmlDocument } from 'libxml2-wasm';
import { readAcknowledgement } from '../domain/icsr/acknowledgement/read-acknowledgement.js';
import type { Remarks } from '../domain/icsr/acknowledgement/acknowledgement.js';
import { checkIcsr } from '../domain/icsr/rules/check-icsr.js';
import type { XmlElement } from '../domain/icsr/xml/xml-element.js';
import { treeOf, withXml } from './read-xml.js';
import type { SchemaName, Schemas } from './schemas.js';

/** One line of the answer to a file. `note`: nothing is wrong; it is what an acknowledgement says. */
export interface FileFinding {
  readonly file: string;
  readonly element: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
}

type Found = Omit<FileFinding, 'file'>;

/**
 * All that is wrong with a file, whatever it is: not XML, XML of something else, an ICSR, an acknowledgement. The schema
 * is asked where there is one. `now` is what no date may be after.
 */
export function checkFile(
  file: string,
  bytes: Uint8Array,
  now: Instant,
  schemas: Schemas | undefined,
): readonly FileFinding[] {
  const found = withXml(bytes, (document) => checkDocument(document, now, schemas));
  const all = 'unreadable' in found ? [error(`file/${found.unreadable}`, found.why)] : found;
  return all.map((finding) => ({ file, ...finding }));
}

/** A file that could not be opened. */
export const unreadableFile = (file: string, why: string): FileFinding => ({
  file,
  ...error('file/not-readable', why),
});

function checkDocument(document: XmlDocument, now: Instant, schemas: Schemas | undefined): readonly Found[] {
  const root = treeOf(document.root);
  switch (root.name) {
    case 'MCCI_IN200100UV01':
      return [...schemaFindings(document, root.name, schemas), ...checkIcsr(root, now)];
    case 'MCCI_IN200101UV01':
      return [...schemaFindings(document, root.name, schemas), ...acknowledgementFindings(root)];
    default:
      return [error('file/unknown-message', `neither a report nor an acknowledgement: ${root.name.slice(0, 100)}`)];
  }
}

const schemaFindings = (document: XmlDocument, name: SchemaName, schemas: Schemas | undefined): readonly Found[] =>
  schemas ? schemas[name](document).map(({ line, message }) => error('file/schema', `line ${line}: ${message}`)) : [];

function acknowledgementFindings(root: XmlElement): readonly Found[] {
  const read = readAcknowledgement(root);
  if ('faults' in read) return read.faults;
  const { batchId, verdict, remarks, cases } = read.acknowledgement;
  return [
    ...answered('ACK.A.4', `${verdict} for batch ${batchId}`, remarks),
    ...cases.flatMap((answer) =>
      answered('ACK.B.r.6', `${answer.verdict} for ${answer.safetyReportId}`, answer.remarks),
    ),
  ];
}

const answered = (element: string, verdict: string, { messages, cutOff }: Remarks): readonly Found[] => [
  { element, rule: `${element}/verdict`, severity: 'note', message: [verdict, ...messages].join('; ') },
  ...(cutOff
    ? [
        {
          element,
          rule: `${element}/cut-off`,
          severity: 'warning' as const,
          message: `${verdict}: the text was cut off`,
        },
      ]
    : []),
];

const error = (rule: string, message: string): Found => ({ element: '-', rule, severity: 'error', message });
