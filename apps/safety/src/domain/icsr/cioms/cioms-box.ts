/** A box of the form: the number it has on paper, what it asks, and the lines that answer it. */
export interface CiomsBox {
  readonly number: string;
  readonly label: string;
  readonly lines: readonly string[];
}
