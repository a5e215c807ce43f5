import type { Path } from './path.js';
import type { PlaceName } from './places.data.js';

/** The number of an element in ICH E2B(R3), such as `E.i.7`. */
export type ElementNumber = string;

export type NullFlavor = 'NI' | 'MSK' | 'UNK' | 'NA' | 'ASKU' | 'NASK' | 'NINF' | 'PINF';

/** What a value must be. */
export type Kind =
  | { readonly kind: 'text'; readonly most: number }
  | { readonly kind: 'date'; readonly atLeast: 'year' | 'day' | 'second' }
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  | { readonly kind: 'number'; readonly most: number; readonly whole: boolean }
  | { readonly kind: 'unit'; readonly units: readonly string[] | 'ucum' }
  | { readonly kind: 'shape'; readonly shape: RegExp; readonly says: string };

/** One element of an ICSR: where it stands, what it may be. */
export interface IcsrElement {
  readonly element: ElementNumber;
  readonly place: PlaceName;
  /** From the place to the XML element that carries it; several ways are parted by ` | `. */
  readonly path: Path;
  /** The attribute that holds the value; undefined: the text. */
  readonly attribute: string | undefined;
  /** What stands before the value in the attribute and is none of it (`tel:`). */
  readonly prefix: string;
  readonly kind: Kind;
  readonly nullFlavors: readonly NullFlavor[];
  /** Always there, wherever its place is. */
  readonly required: boolean;
  readonly many: boolean;
  /** Where a code must come from: the OID of its list. */
  readonly system: string | undefined;
}
