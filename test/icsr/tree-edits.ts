import type { XmlElement } from '../../apps/safety/src/domain/icsr/xml/xml-element.js';

/** A change to the first element it is for, or to all; undefined takes the element away. */
export type Change = (element: XmlElement) => XmlElement | undefined;
export type Which = (element: XmlElement) => boolean;

/** The tree with every element that is meant changed. Throws when there is none: an edit that does nothing proves nothing. */
export function edited(root: XmlElement, which: Which, change: Change): XmlElement {
  let hits = 0;
  const visit = (element: XmlElement): readonly XmlElement[] => {
    if (which(element)) {
      hits += 1;
      return [change(element)].filter((changed) => changed !== undefined);
    }
    return [{ ...element, children: element.children.flatMap(visit) }];
  };
  const [result] = visit(root);
  if (hits === 0 || !result) throw new Error('the edit has nothing to change');
  return result;
}

/** Only the first that is meant. */
export function first(which: Which): Which {
  let met = false;
  return (element) => {
    const meant = !met && which(element);
    met ||= meant;
    return meant;
  };
}

export const without: Change = () => undefined;
export const withAttributes =
  (attributes: Readonly<Record<string, string>>): Change =>
  (element) => ({ ...element, attributes: { ...element.attributes, ...attributes } });
export const withoutAttribute =
  (name: string): Change =>
  (element) => ({
    ...element,
    attributes: Object.fromEntries(Object.entries(element.attributes).filter(([key]) => key !== name)),
  });

/** A child of that name somewhere at once below. */
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((inner) => inner.name === name);

export const hasCode = (element: XmlElement | undefined, code: string, list: string): boolean =>
  element?.children.some(
    ({ name, attributes }) =>
      name === 'code' && attributes['code'] === code && attributes['codeSystem']?.endsWith(`.2.1.1.${list}`),
  ) ?? false;

export const observation = (code: string) => (element: XmlElement) =>
  element.name === 'subjectOf2' && hasCode(child(element, 'observation'), code, '19');
export const characteristic = (code: string) => (element: XmlElement) =>
  element.name === 'subjectOf2' && hasCode(child(element, 'investigationCharacteristic'), code, '23');
