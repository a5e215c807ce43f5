import type { qualifications, senderTypes } from '../code-lists/code-lists.js';
import type { Known } from './known.js';

/** Why a part of a name or address is missing (C.2.r.1, C.2.r.2). */
type Part = Known<string, 'ASKU' | 'NASK'>;

/** Who reported the event (C.2.r). Names and street never leave: they are sent as masked where they are known. */
export interface Reporter {
  readonly title?: Part;
  readonly given?: Part;
  readonly middle?: Part;
  readonly family?: Part;
  readonly organisation?: Part;
  readonly department?: Part;
  readonly street?: Part;
  readonly city?: Part;
  readonly state?: Part;
  readonly postcode?: Part;
  readonly telephone?: Part;
  /** C.2.r.3, ISO 3166-1 alpha-2; must be there for the primary source. */
  readonly country?: string;
  /** C.2.r.4. */
  readonly qualification: keyof typeof qualifications.codes | 'unknown';
  /** C.2.r.5: exactly one reporter of a case is the primary source. */
  readonly primary: boolean;
}

/** The sponsor as the sender of the case (C.3). Person and address serve the paper form and are not sent. */
export interface Sender {
  readonly type: keyof typeof senderTypes.codes;
  readonly organisation: string;
  readonly department?: string;
  readonly email?: string;
  readonly person?: {
    readonly title?: string;
    readonly given?: string;
    readonly middle?: string;
    readonly family?: string;
  };
  readonly address?: {
    readonly street?: string;
    readonly city?: string;
    readonly state?: string;
    readonly postcode?: string;
    readonly country?: string;
    readonly telephone?: string;
    readonly fax?: string;
  };
}

/** The trial (C.5). The registration number is the EU trial number, its country `EU`. */
export interface Study {
  readonly name: string;
  readonly sponsorNumber: string;
  readonly registrations: readonly { readonly number: string; readonly country: string }[];
}
