/**
 * An XML element as the rules read it and the generator writes it. `name` is the local name of an HL7 v3 element; an
 * element of another namespace is `{uri}local`, so that no rule takes it for one. The only attribute with a prefix is
 * `xsi:type` (and `xsi:schemaLocation` at the root). `text` is all character data directly inside, in order.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export const HL7_NAMESPACE = 'urn:hl7-org:v3';
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** What may stand inside an element; what is undefined is left out. */
export type Content = XmlElement | undefined | readonly Content[];

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element with children. Attributes that are undefined are left out, characters XML cannot carry are dropped. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly Content[]): XmlElement {
  return { name, attributes: legalAttributes(attributes), children: flat(content), text: '' };
}

/** An element that holds text. Characters XML cannot carry are dropped. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): XmlElement => ({
  name,
  attributes: legalAttributes(attributes),
  children: [],
  text: legalText(text),
});

/**
 * Text without what XML 1.0 cannot hold in any spelling: C0 controls but tab, line feed and carriage return, lone
 * surrogates, U+FFFE and U+FFFF (production 2, Char).
 */
export const legalText = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- the controls are what is looked for
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');

function legalAttributes(attributes: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, legalText(value)]])),
  );
}

function flat(content: readonly Content[]): readonly XmlElement[] {
  return content.flatMap((part) => {
    if (part === undefined) return [];
    return 'name' in part ? [part] : flat(part);
  });
}
