import type { ageGroups, sexes } from '../code-lists/code-lists.js';
import type { Known, MeddraCode, PartialMoment, Quantity } from './known.js';
import type { Restrictable } from './disclosure.js';

/** The participant (section D), as the sponsor may know them. */
export interface Patient {
  /** D.1: initials, or why not. */
  readonly initials: Known<string>;
  /** D.1.1.4: the number of the participant in the trial, at most 20 characters; empty where nobody kept it. */
  readonly subjectNumber: string;
  /** D.1.1.1 to D.1.1.3: known or not, they are sent as masked. */
  readonly recordNumbers?: { readonly gp?: string; readonly specialist?: string; readonly hospital?: string };
  /** D.2.1. */
  readonly birth?: Known<PartialMoment, 'MSK'>;
  /** D.2.2: at the onset of the reaction. */
  readonly age?: Quantity;
  readonly ageGroup?: keyof typeof ageGroups.codes;
  /** D.3 in kilograms, D.4 in whole centimetres. */
  readonly weight?: string;
  readonly height?: string;
  readonly sex?: Known<keyof typeof sexes.codes>;
  readonly history: readonly (MedicalHistory & Restrictable)[];
  /** D.7.2: needed where no history is coded. */
  readonly historyText?: Known<string>;
  /** D.7.3: concomitant therapies; only ever said when there were any. */
  readonly concomitantTherapies?: true;
  readonly pastDrugs: readonly (PastDrug & Restrictable)[];
  readonly death?: Death;
  readonly parent?: Parent;
}

/** D.7.1.r. */
export interface MedicalHistory {
  readonly meddra: MeddraCode;
  readonly start?: PartialMoment;
  readonly end?: PartialMoment;
  readonly continuing?: Known<boolean>;
  readonly comment?: string;
}

/** D.8.r: a drug taken before; what has to do with the trial's own product is restricted. */
export interface PastDrug {
  readonly name: string;
  readonly start?: PartialMoment;
  readonly end?: PartialMoment;
  readonly indication?: MeddraCode;
  readonly reaction?: MeddraCode;
}

/** D.9: the date may be unknown; whether there was an autopsy is always said with a date. */
export interface Death {
  readonly date: Known<PartialMoment, 'MSK' | 'ASKU' | 'NASK'>;
  readonly causes: readonly { readonly meddra: MeddraCode; readonly words: string }[];
  readonly autopsy: Known<boolean, 'UNK' | 'ASKU' | 'NASK'>;
  readonly autopsyCauses: readonly { readonly meddra: MeddraCode; readonly words: string }[];
}

/** D.10: only in a report on a child; identification is sent as masked. */
export interface Parent {
  readonly identification: Known<string>;
  readonly sex: Known<keyof typeof sexes.codes>;
}
