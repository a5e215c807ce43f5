import type { actionsWithDrug, drugNotes, drugRoles, rechallenges } from '../code-lists/code-lists.js';
import type { Judge, Possibility } from '../../causality.js';
import type { MeddraCode, PartialMoment, Quantity } from './known.js';

/** A drug of the case (G.k). */
export interface CaseDrug {
  /** UUID; the same in every version of the case. */
  readonly id: string;
  readonly role: keyof typeof drugRoles.codes;
  readonly product: Product;
  readonly indications: readonly { readonly words: string; readonly meddra?: MeddraCode }[];
  readonly action?: keyof typeof actionsWithDrug.codes;
  /** G.k.9.i.3 and .4, per reaction. */
  readonly relations: readonly DrugRelation[];
}

/**
 * What was given. Of a masked product the blinded know the phrase and when it was given: nothing that differs between
 * the arms fits in. `disclosed` is null while nobody has broken the blind for this participant.
 */
export type Product =
  | { readonly masked: false; readonly open: OpenProduct }
  | {
      readonly masked: true;
      readonly phrase: string;
      readonly given: readonly Given[];
      readonly disclosed: OpenProduct | null;
    };

/** G.k.4.r as far as both arms have it. Routes are EDQM term ids of the configuration. */
export interface Given {
  readonly start?: PartialMoment;
  readonly last?: PartialMoment;
  readonly duration?: Quantity;
  readonly route?: CodedTerm;
}

/** A term of EDQM: words, and id with its version where it is configured. */
export interface CodedTerm {
  readonly words: string;
  readonly id?: { readonly code: string; readonly version: string };
}

export interface OpenProduct {
  readonly name: string;
  readonly substances: readonly { readonly name: string; readonly strength?: Quantity }[];
  /** G.k.2.4. */
  readonly obtainedIn?: string;
  readonly authorisation?: { readonly number: string; readonly country: string; readonly holder?: string };
  readonly doses: readonly Dose[];
  /** G.k.5: up to the first reaction. */
  readonly cumulativeDose?: Quantity;
  readonly notes: readonly (keyof typeof drugNotes.codes)[];
  readonly noteText?: string;
}

export interface Dose extends Given {
  readonly dose?: Quantity;
  /** G.k.4.r.2 and .3: once per so much time. */
  readonly every?: Quantity;
  readonly lot?: string;
  readonly text?: string;
  readonly form?: CodedTerm;
}

export interface DrugRelation {
  readonly reactionId: string;
  readonly sinceFirst?: Quantity;
  readonly sinceLast?: Quantity;
  readonly rechallenge?: keyof typeof rechallenges.codes;
}

/**
 * What one judge thinks of one drug and one reaction (G.k.9.i.2). Both judges' opinions are kept and sent side by side;
 * neither replaces the other (536/2014 annex III, 2.1).
 */
export interface CaseOpinion {
  readonly reactionId: string;
  readonly drugId: string;
  readonly judge: Judge;
  readonly possibility: Possibility;
  /** How it was judged, and the result in the words of the protocol's own scale; 60 characters each. */
  readonly method: string;
  readonly result: string;
}
