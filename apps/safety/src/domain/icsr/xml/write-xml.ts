import { HL7_NAMESPACE, XSI_NAMESPACE, type XmlElement } from './xml-element.js';

/**
 * The text of a document in the HL7 v3 namespace: UTF-8, two blanks per level, attributes in the order they were given,
 * line feeds only. The same tree gives the same bytes. Mixed content is not written: an element has children or text.
 */
export function writeXml(root: XmlElement): string {
  const attributes = { xmlns: HL7_NAMESPACE, 'xmlns:xsi': XSI_NAMESPACE, ...root.attributes };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written({ ...root, attributes }, '')}`;
}

function written({ name, attributes, children, text }: XmlElement, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes).map(writtenAttribute).join('')}`;
  if (children.length > 0) {
    return `${start}>\n${children.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
  }
  return text === '' ? `${start}/>\n` : `${start}>${escaped(text)}</${name}>\n`;
}

const writtenAttribute = ([name, value]: readonly [string, string]): string =>
  ` ${name}="${escaped(value).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')}"`;

/** A reader turns a carriage return into a line feed unless it is written as a reference. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
