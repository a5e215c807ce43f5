import { Rejection } from '@trial/kernel';

/** Each envelope has a key that takes a tenth of a second to make; a pack is made within one request. */
export const MOST_ENVELOPES = 40;

/** What a statistician wants set aside for a site. */
export interface PackWanted {
  /** Rows of every stratum. */
  readonly rows: number;
  /** The strata the site enrols in; none stands for all of the trial. */
  readonly strata?: readonly string[];
}

/**
 * The strata of a pack, in the order of the trial. `Rejection`: `method-without-reserve` (with minimisation the arm depends on
 * who was randomised before, and no row can be put in an envelope beforehand), `stratum-unknown`, `pack-too-large`.
 */
export function strataOfPack(
  scheme: string,
  ofTrial: readonly string[],
  { rows, strata = [] }: PackWanted,
): readonly string[] {
  if (scheme === 'minimisation') {
    throw new Rejection('method-without-reserve', { rule: 'the arm depends on who was randomised before' });
  }
  if (!strata.every((stratum) => ofTrial.includes(stratum))) {
    throw new Rejection('stratum-unknown', { field: 'strata', rule: 'strata are named as in the trial' });
  }
  const wanted = strata.length === 0 ? ofTrial : ofTrial.filter((stratum) => strata.includes(stratum));
  if (wanted.length * rows > MOST_ENVELOPES) {
    throw new Rejection('pack-too-large', { field: 'rows', rule: `at most ${MOST_ENVELOPES} envelopes in a pack` });
  }
  return wanted;
}
