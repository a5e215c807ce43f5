import type { Instant } from '@trial/kernel';
import type { XmlElement } from '../xml/xml-element.js';
import type { ElementNumber, IcsrElement, NullFlavor } from './element.js';
import { ELEMENTS } from './elements.data.js';
import { follow } from './path.js';
import { PLACES, type PlaceName } from './places.data.js';

/** One part of a file: the third reaction, the only batch. */
export interface Part {
  readonly place: PlaceName;
  readonly element: XmlElement;
  readonly inside: Part | undefined;
  /** What a person calls it: `reaction 3`; of a part there is only one of, its name alone. */
  readonly called: string;
}

/** An XML element that carries an element of ICH; the value and the null flavour as they are written. */
export interface Site {
  readonly element: XmlElement;
  readonly value: string | undefined;
  readonly nullFlavor: string | undefined;
}

/** A file and the moment it is judged at. Every way in it is gone once. */
export interface IcsrFile {
  readonly root: XmlElement;
  readonly now: Instant;
  /** All parts of a kind. */
  readonly parts: (place: PlaceName) => readonly Part[];
  /** The parts of a kind inside another part, or that part itself. */
  readonly within: (outer: Part, place: PlaceName) => readonly Part[];
  /** Where an element is written, in a part of its own place. */
  readonly sites: (part: Part, element: ElementNumber) => readonly Site[];
}

export const elementOf = (number: ElementNumber): IcsrElement => {
  const found = byNumber.get(number);
  if (!found) throw new Error(`no element ${number}`);
  return found;
};

const byNumber = new Map(ELEMENTS.map((element) => [element.element, element]));

/** Reads a tree as an ICSR. Whatever the tree is, there is an answer. */
export function icsrFile(root: XmlElement, now: Instant): IcsrFile {
  const partsOf = new Map<PlaceName, readonly Part[]>();
  const sitesOf = new Map<Part, Map<ElementNumber, readonly Site[]>>();
  const parts = (place: PlaceName): readonly Part[] => {
    const before = partsOf.get(place);
    if (before) return before;
    const { inside, path, called }: (typeof PLACES)[PlaceName] = PLACES[place];
    const outer: readonly (Part | undefined)[] = inside === undefined ? [undefined] : parts(inside);
    const found = outer.flatMap((around) => {
      const elements = follow(around?.element ?? root, path);
      return elements.map((element, index): Part => {
        const name = elements.length > 1 || MANY.has(place) ? `${called} ${index + 1}` : called;
        return { place, element, inside: around, called: name };
      });
    });
    partsOf.set(place, found);
    return found;
  };
  const sites = (part: Part, number: ElementNumber): readonly Site[] => {
    const known = sitesOf.get(part) ?? new Map<ElementNumber, readonly Site[]>();
    sitesOf.set(part, known);
    const found = known.get(number) ?? sitesIn(part, elementOf(number));
    known.set(number, found);
    return found;
  };
  const within = (outer: Part, place: PlaceName) => parts(place).filter((part) => isWithin(part, outer));
  return { root, now, parts, within, sites };
}

const MANY: ReadonlySet<PlaceName> = new Set<PlaceName>(['reporter', 'reaction', 'test', 'drug', 'dose', 'opinion']);

const isWithin = (part: Part | undefined, outer: Part): boolean =>
  part !== undefined && (part === outer || isWithin(part.inside, outer));

const sitesIn = ({ element }: Part, { path, attribute, prefix }: IcsrElement): readonly Site[] =>
  path
    .split(' | ')
    .flatMap((way) => follow(element, way))
    .map((carrier) => ({
      element: carrier,
      value: spoken(attribute === undefined ? allText(carrier) : carrier.attributes[attribute], prefix),
      nullFlavor: carrier.attributes['nullFlavor'],
    }));

/** A value that is blank says nothing. */
function spoken(written: string | undefined, prefix: string): string | undefined {
  if (written === undefined || written.trim() === '') return undefined;
  return written.startsWith(prefix) ? written.slice(prefix.length) : written;
}

const allText = ({ text, children }: XmlElement): string =>
  text.trim() !== '' || children.length === 0 ? text : children.map(allText).join('');

/** What is said of an element in a part and everything inside it. */
export const values = (file: IcsrFile, part: Part, number: ElementNumber): readonly string[] =>
  file
    .within(part, elementOf(number).place)
    .flatMap((inner) => file.sites(inner, number))
    .flatMap(({ value }) => (value === undefined ? [] : [value]));

/** Whether a value is there, or one of the null flavours the element may have. */
export const isSaid = (file: IcsrFile, part: Part, number: ElementNumber): boolean =>
  file
    .within(part, elementOf(number).place)
    .flatMap((inner) => file.sites(inner, number))
    .some(({ value, nullFlavor }) => value !== undefined || allows(elementOf(number), nullFlavor));

export const allows = ({ nullFlavors }: IcsrElement, flavor: string | undefined): boolean =>
  nullFlavors.some((allowed: NullFlavor) => allowed === flavor);
