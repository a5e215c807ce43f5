/** `<` and `>` mean "somewhere below or above the number", open at the number itself. */
export type Comparator = '=' | '<' | '>';

/**
 * A value as the laboratory reported it (trial.md 4.4): "<0.5" is neither 0.5 nor 0, and nothing is ever put in its
 * place here; imputation belongs to the analysis.
 */
export interface MeasuredValue {
  readonly comparator: Comparator;
  readonly number: number;
  /** UCUM code, for example `mmol/L` or `10*9/L`. */
  readonly unit: string;
  /** Lower and upper limit of quantification of the assay in the same unit; null when not stated. */
  readonly lloq: number | null;
  readonly uloq: number | null;
}

/** Why a reported text holds no number. Each is missing data with a reason; none is 0. */
export type NoNumberReason =
  | 'not-done'
  | 'pending'
  | 'haemolysed'
  | 'clotted'
  | 'insufficient'
  | 'qualitative'
  | 'ambiguous-separator'
  | 'unreadable';

export type ReadText =
  | { readonly kind: 'number'; readonly comparator: Comparator; readonly number: number }
  | { readonly kind: 'no-number'; readonly reason: NoNumberReason };

/** How a laboratory writes decimals: 1.5 (`point`) or 1,5 (`comma`); `unknown` when it never said. */
export type Notation = 'point' | 'comma' | 'unknown';

/**
 * Reads the text of a result: "<5", "> 1 000", "5.2*", "1,2", "haemolysed". A trailing laboratory mark (`*`, H, L) is
 * not part of the number. "1.234" can be one and a bit or a thousand: without a declared notation it is
 * `ambiguous-separator`, never a guess. Other comparators (<=, ~) are `unreadable`, for a person to decide.
 */
export function readResultText(text: string, notation: Notation): ReadText {
  const trimmed = text.trim();
  const match = SHAPE.exec(trimmed);
  if (!match) return { kind: 'no-number', reason: reasonOf(trimmed) };
  const [, comparator = '=', digits = ''] = match;
  const [reading, other] = readingsOf(digits, notation);
  if (other !== undefined) return { kind: 'no-number', reason: 'ambiguous-separator' };
  const number = Number(reading);
  if (!Number.isFinite(number)) return { kind: 'no-number', reason: 'unreadable' };
  return { kind: 'number', comparator: comparator === '<' || comparator === '>' ? comparator : '=', number };
}

/** A comparator, a number with any separators, an exponent, a laboratory mark. */
const SHAPE = /^([<>=])?\s*([+-]?[.,]?\d[\d.,\s]*(?:e[+-]?\d+)?)\s*(?:\*+|h{1,2}|l{1,2})?$/i;

/** The numbers the digits can stand for, as JavaScript writes them: none, one, or two when it is ambiguous. */
function readingsOf(digits: string, notation: Notation): readonly string[] {
  const [written = '', exponent] = digits.trimEnd().toLowerCase().split('e');
  const zeroed = written.replace(/^[+-]?(?=[.,])/, (sign) => `${sign}0`);
  const mantissa = SPACED_THOUSANDS.test(zeroed) ? zeroed.replace(/\s/g, '') : zeroed;
  const withPoint = withDecimalPoint(mantissa);
  const withComma = withDecimalComma(mantissa);
  // "1.2" from a laboratory that writes commas has one possible reading all the same: no group has one digit.
  const preferred = {
    point: [withPoint ?? withComma],
    comma: [withComma ?? withPoint],
    unknown: [withPoint, withComma],
  };
  const readings = preferred[notation].filter((reading) => reading !== null);
  return [...new Set(readings)].map((reading) => (exponent === undefined ? reading : `${reading}e${exponent}`));
}

const SPACED_THOUSANDS = /^[+-]?\d{1,3}(\s\d{3})+([.,]\d+)?$/;

/** The mantissa read with a decimal point, thousands grouped by commas or not at all; null when not written so. */
const withDecimalPoint = (text: string): string | null =>
  /^[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : null;

/** The same with a decimal comma and points between thousands. */
const withDecimalComma = (text: string): string | null =>
  /^[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : null;

/** Words laboratories use instead of a number, in English and Dutch. */
const WORDS: readonly (readonly [NoNumberReason, RegExp])[] = [
  ['haemolysed', /^(ge)?ha?emoly/i],
  ['clotted', /^(clot|gestold|stolsel)/i],
  ['insufficient', /^(insufficient|qns\b|te weinig|onvoldoende)/i],
  ['pending', /^(pending|to follow|volgt|in behandeling)/i],
  ['not-done', /^(not done|not performed|nd$|niet (bepaald|verricht|uitgevoerd)|-+$)/i],
  ['qualitative', /^(pos|neg|trace|spoor|reactive|non-?reactive|detected|not detected|aantoonbaar|niet aantoonbaar)/i],
];

const reasonOf = (text: string): NoNumberReason => WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unreadable';
