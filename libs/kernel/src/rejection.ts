/**
 * The business refuses a request: repeating it unchanged is pointless. `code` is a kebab-case fact such as
 * `participant-not-randomised`; `field` names the part of the request it is about, `rule` says what it broke.
 */
export class Rejection extends Error {
  constructor(
    readonly code: string,
    readonly details: RejectionDetails = {},
  ) {
    super(details.rule ? `${code}: ${details.rule}` : code);
    this.name = 'Rejection';
  }
}

export interface RejectionDetails {
  /** The field of the request, as a path such as `sites.3.givenVolume`. */
  readonly field?: string;
  /** The rule in one sentence a person can act on. Never an allocation, never a person's data. */
  readonly rule?: string;
  /** Several findings at once, when the request was read and more than one field is wrong. */
  readonly errors?: readonly { readonly field: string; readonly rule: string }[];
  readonly [fact: string]: unknown;
}

/** A fact arrived before the fact it leans on. Unlike a `Rejection` it is worth trying again. */
export class NotYet extends Error {
  constructor(readonly missing: string) {
    super(`not yet known: ${missing}`);
    this.name = 'NotYet';
  }
}
