/** Which way a value gets worse; goes into metadata and into every plot, since the instruments differ. */
export type Direction = 'higher-is-worse' | 'higher-is-better';

/** Who fills a form or an item in; `clinician` stands for anybody of the site's staff. */
export type Respondent = 'participant' | 'clinician';

interface ItemIdentity {
  /** Stable code of the item within its instrument version, for example `i7`. Wordings live outside the code. */
  readonly code: string;
  /** A required item must be answered or explicitly skipped before the form counts as complete. */
  readonly required: boolean;
  readonly filledBy: Respondent;
}

/** One answer from an ordered list, as a whole number from `minimum` to `maximum`. */
export interface ChoiceItem extends ItemIdentity {
  readonly kind: 'choice';
  readonly minimum: number;
  readonly maximum: number;
}

/** A mark on a line, as the position from `minimum` to `maximum`; fractions are kept. There is no default mark. */
export interface PositionItem extends ItemIdentity {
  readonly kind: 'position';
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: 'mm';
}

/** Boxes to tick, any number of them. `noneOption` says "none of these" and excludes the others. */
export interface TicksItem extends ItemIdentity {
  readonly kind: 'ticks';
  readonly options: readonly string[];
  readonly noneOption?: string;
}

export type Item = ChoiceItem | PositionItem | TicksItem;

/**
 * What is known about one item. The three ways of being missing stay apart: never shown, shown and left open,
 * explicitly skipped. A missing value is never a number (0, 9, 99). Plain JSON on purpose: answers are stored and
 * hashed as they are, so `skippedAt` is an ISO 8601 moment as text.
 */
export type Answer =
  | { readonly state: 'answered'; readonly value: number | readonly string[] }
  | { readonly state: 'not-reached' }
  | { readonly state: 'left-open' }
  | { readonly state: 'skipped'; readonly skippedAt: string };

/** Every item of the instrument by code, each with its answer. */
export type Answers = Readonly<Record<string, Answer>>;

/** A value derived from answers by the instrument's own rule; null when the rule gives none. */
export interface ScoredValue {
  readonly code: string;
  readonly value: number | null;
  /** The values it was made of, by name, for example the eight HAQ categories. */
  readonly parts: Readonly<Record<string, number | null>>;
}

/**
 * Something a person should look at. An `alert` proposes an adverse event, a `query` must be resolved by the site, a
 * `soft` flag only informs. None ever blocks a form, and none is shown to the participant.
 */
export interface Flag {
  readonly code: string;
  readonly weight: 'alert' | 'query' | 'soft';
  readonly items: readonly string[];
}

/** What the checks need to know beyond the answers; what is not known is left out and its check stays silent. */
export interface FormCircumstances {
  /** Seconds from opening the form to submitting it. */
  readonly secondsTaken?: number;
  /** Scores of the previous visit by score code. */
  readonly previousScores?: Readonly<Record<string, number | null>>;
}

/** One version of a questionnaire or clinician's form: items as data, with the rules that score and check them. */
export interface Instrument {
  readonly code: string;
  readonly version: string;
  readonly direction: Direction;
  /** Lowest and highest value of its scores. */
  readonly scoreRange: readonly [number, number];
  readonly algorithm: string;
  readonly algorithmVersion: string;
  readonly items: readonly Item[];
  readonly score: (answers: Answers) => readonly ScoredValue[];
  readonly flags: (answers: Answers, circumstances: FormCircumstances) => readonly Flag[];
}

/**
 * A number with everything that makes it a score (PR5): the same answers under another algorithm version are
 * another score. When it was computed is not part of it, so that recomputing gives the same bytes.
 */
export interface Score extends ScoredValue {
  readonly instrument: string;
  readonly instrumentVersion: string;
  /** The language the respondent saw, of ISO 639-1. */
  readonly language: string;
  readonly algorithm: string;
  readonly algorithmVersion: string;
  /** Norm or value set the rule used; null for instruments that need none. */
  readonly valueSet: string | null;
  readonly direction: Direction;
  readonly answered: number;
  /** Items that were not answered, whatever the reason, in form order. */
  readonly missing: readonly string[];
  /** True only where the instrument's own rule fills gaps. */
  readonly imputed: boolean;
}
