import { Rejection, type SiteId } from '@trial/kernel';
import type { Specification } from './specification.js';
import { strataOf, type StratificationFactor } from './stratum.js';

/** Each envelope has a key that takes a tenth of a second to make; a pack is made within one request. */
export const MOST_ENVELOPES = 40;

/** What a statistician wants set aside for a site. */
export interface PackWanted {
  readonly siteId: SiteId;
  /** Rows of every stratum. */
  readonly rows: number;
  /** Some strata alone; none stands for all that a participant of the site can belong to. */
  readonly strata?: readonly string[];
}

/**
 * The strata of a pack, in the order of the trial. `Rejection`: `method-without-reserve` (with minimisation the arm depends on
 * who was randomised before, and no row can be put in an envelope beforehand), `stratum-unknown`, `pack-too-large`.
 */
export function strataOfPack(
  { scheme, strata }: { readonly scheme: Specification['method']; readonly strata: readonly StratificationFactor[] },
  { siteId, rows, strata: named = [] }: PackWanted,
): readonly string[] {
  if (scheme === 'minimisation') {
    throw new Rejection('method-without-reserve', { rule: 'the arm depends on who was randomised before' });
  }
  const ofSite = strataOf(strata.map((factor) => (factor.from === 'site' ? { ...factor, levels: [siteId] } : factor)));
  if (!named.every((stratum) => ofSite.includes(stratum))) {
    throw new Rejection('stratum-unknown', { field: 'strata', rule: `one of ${ofSite.join(', ')}` });
  }
  const wanted = named.length === 0 ? ofSite : ofSite.filter((stratum) => named.includes(stratum));
  if (wanted.length * rows > MOST_ENVELOPES) {
    throw new Rejection('pack-too-large', { field: 'rows', rule: `at most ${MOST_ENVELOPES} envelopes in a pack` });
  }
  return wanted;
}
