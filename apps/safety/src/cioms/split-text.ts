/** A text for a box: what stands in it, and what goes on elsewhere. The two together are the text, to the last character. */
export interface SplitText {
  readonly first: string;
  readonly rest: string;
}

/**
 * Splits a text where it no longer fits, between two words where there is a blank to split at. `fits` must hold for every
 * beginning of a text it holds for. A word that does not fit by itself is split.
 */
export function splitText(text: string, fits: (text: string) => boolean): SplitText {
  if (fits(text)) return { first: text, rest: '' };
  const characters = [...text];
  const fitsUpTo = (count: number) => fits(characters.slice(0, count).join(''));
  // Most boxes are small and some texts are long: a long one is never asked about as a whole more than once.
  let [fitting, tooLong] = [0, 64];
  while (tooLong < characters.length && fitsUpTo(tooLong)) [fitting, tooLong] = [tooLong, tooLong * 2];
  tooLong = Math.min(tooLong, characters.length);
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fitsUpTo(middle)) fitting = middle;
    else tooLong = middle;
  }
  const beginning = characters.slice(0, fitting).join('');
  const whole = /^.*\S\s/su.exec(beginning)?.[0] ?? beginning;
  return { first: whole, rest: text.slice(whole.length) };
}
