import { ParseOption, XmlDocument, XmlElement as Node, XmlLibError, XmlCData, XmlText } from 'libxml2-wasm';
import { HL7_NAMESPACE, XSI_NAMESPACE, type XmlElement } from '../domain/icsr/xml/xml-element.js';

/** More than any report with a narrative of 100 000 characters needs; a file beyond it is not read. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** Why a file is no XML that is read: too large, not well formed (or deeper than 256), or with a document type. */
export interface Unreadable {
  readonly unreadable: 'too-large' | 'not-well-formed' | 'document-type';
  readonly why: string;
}

/**
 * Reads a file, lends the parsed document to `use`, and frees it. Nothing but the file is ever read: no entity and no
 * document type from outside, and a file that has a document type of its own is refused, so that no entity is expanded.
 */
export function withXml<Answer>(file: Uint8Array, use: (document: XmlDocument) => Answer): Answer | Unreadable {
  if (file.byteLength > MOST_BYTES) {
    return { unreadable: 'too-large', why: `at most ${MOST_BYTES} bytes are read` };
  }
  const parsed = parse(file);
  if (!(parsed instanceof XmlDocument)) return parsed;
  try {
    if (parsed.dtd) return { unreadable: 'document-type', why: 'a document type is not allowed' };
    return use(parsed);
  } finally {
    parsed.dispose();
  }
}

function parse(file: Uint8Array): XmlDocument | Unreadable {
  try {
    const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES;
    return XmlDocument.fromBuffer(file, { option });
  } catch (error) {
    if (error instanceof XmlLibError) return { unreadable: 'not-well-formed', why: firstLine(error.message) };
    throw error;
  }
}

/** The tree the rules read: names without prefixes, `xsi:type` without the prefix of its type. */
export function treeOf(node: Node): XmlElement {
  const children: XmlElement[] = [];
  const text: string[] = [];
  for (let child = node.firstChild; child; child = child.next) {
    if (child instanceof Node) children.push(treeOf(child));
    else if (child instanceof XmlText || child instanceof XmlCData) text.push(child.content);
  }
  const said = text.join('');
  return {
    name: node.namespaceUri === HL7_NAMESPACE ? node.name : `{${node.namespaceUri}}${node.name}`,
    attributes: Object.fromEntries(node.attrs.map((attribute) => [attributeName(attribute), valueOf(attribute)])),
    children,
    text: children.length > 0 && said.trim() === '' ? '' : said,
  };
}

type Attribute = Node['attrs'][number];

function attributeName({ namespaceUri, name }: Attribute): string {
  if (namespaceUri === '') return name;
  return namespaceUri === XSI_NAMESPACE ? `xsi:${name}` : `{${namespaceUri}}${name}`;
}

const valueOf = (attribute: Attribute): string =>
  attributeName(attribute) === 'xsi:type' ? attribute.value.replace(/^.*:/, '') : attribute.value;

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
