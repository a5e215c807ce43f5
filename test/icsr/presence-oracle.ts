import { XmlDocument, XmlXPath } from 'libxml2-wasm';
import { HL7_NAMESPACE, XSI_NAMESPACE } from '../../apps/safety/src/domain/icsr/xml/xml-element.js';
import { standardsFile } from './standards.js';

/*
 * An independent judge of presence: the ways of the ICH dictionary, rewritten, evaluated by libxml2. It shares no path and
 * no code with our engine.
 */

interface Entry {
  readonly code: string;
  readonly kind: string;
  readonly conformance?: string;
  readonly xpath?: string | null;
}

/** Elements that must always be there, as the dictionary says. */
export function alwaysThere(): readonly Entry[] {
  const { entries } = JSON.parse(standardsFile('rules', 'ich-e2br3-dictionary.json')) as { entries: readonly Entry[] };
  return entries.filter(
    ({ conformance, xpath }) => xpath && (conformance === 'mandatory' || conformance === 'required'),
  );
}

/** The elements of those that are missing somewhere in a file: once each for every message, reaction, reporter and drug. */
export function missingIn(xml: string, entries: readonly Entry[]): readonly string[] {
  const document = XmlDocument.fromString(xml);
  try {
    return entries.filter(({ xpath }) => !isEverywhere(document, xpath ?? '')).map(({ code }) => code);
  } finally {
    document.dispose();
  }
}

const NAMESPACES = { h: HL7_NAMESPACE, xsi: XSI_NAMESPACE };

/**
 * As often as the part that repeats: the way up to the last repeat marker counts the parts, the way with it the parts that
 * have the element. Where nothing repeats, once.
 */
function isEverywhere(document: XmlDocument, written: string): boolean {
  const path = orNullFlavor(inNamespace(written));
  const marker = Math.max(path.lastIndexOf('[r]'), path.lastIndexOf('[i]'), path.lastIndexOf('[k]'));
  const unmarked = (text: string) => text.replace(/\[[rik]\]/g, '');
  const found = (text: string) => document.find(XmlXPath.compile(text, NAMESPACES)).length;
  if (marker < 0) return found(path) > 0;
  const repeated = unmarked(path.slice(0, marker));
  const parts = Math.max(1, found(repeated));
  return found(`${repeated}[.${unmarked(path.slice(marker))}]`) === parts;
}

/** No predicate on the root, names in the namespace, and no position where a repeat is meant by it. */
const inNamespace = (xpath: string): string =>
  xpath
    .replace(/\[@ITSVersion='[^']*'\]|\[@xsi:schemaLocation='[^']*'\]/g, '')
    .replace(/\[subject2.*?UUID of k-th drug'\]\]/g, '')
    .replace(/(^|[/[(])([A-Za-z]\w*)(?=[/[\]]|$)/g, (whole, before: string, name: string) =>
      /^[rik]$/.test(name) && before === '[' ? whole : `${before}h:${name}`,
    );

/** Said by a null flavour counts as said: the last step is the value, or the null flavour beside it. */
function orNullFlavor(xpath: string): string {
  const text = xpath.endsWith('/text()');
  const carrier = xpath.replace(/\/(text\(\)|@\w+)$/, '').replace(/\[@codeSystem='[^']*'\](?:\[1\])?$/, '');
  const value = text ? 'text()' : (/@\w+$/.exec(xpath)?.[0] ?? '.');
  return `${carrier}[${value} or @nullFlavor]`;
}
