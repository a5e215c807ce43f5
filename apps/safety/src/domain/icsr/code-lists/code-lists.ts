import type { IchSuffix } from './oids.js';

/** A list of codes: where it stands and what it holds, each code with what it means here. */
export interface CodeList<Meaning extends string = string> {
  /** Suffix of the OID under ICH; undefined where the list is not ICH's own. */
  readonly oid: IchSuffix | undefined;
  readonly source: string;
  readonly codes: Readonly<Record<Meaning, string>>;
}

const ICH_TABLE = 'ICH E2B(R3), core data elements';

const list = <const Codes extends Readonly<Record<string, string>>>(oid: IchSuffix | undefined, codes: Codes) => ({
  oid,
  source: ICH_TABLE,
  codes,
});

/** N.1.1. */
export const batchTypes = list('1.1', { icsr: '1' });
/** C.1.3. */
export const reportTypes = list('1.2', { spontaneous: '1', study: '2', other: '3', 'not-available': '4' });
/** C.1.8.2. */
export const firstSenders = list('1.3', { regulator: '1', other: '2' });
/** C.1.11.1. */
export const withdrawals = list('1.5', { nullification: '1', amendment: '2' });
/** C.2.r.4. */
export const qualifications = list('1.6', {
  physician: '1',
  pharmacist: '2',
  'other-health-professional': '3',
  lawyer: '4',
  consumer: '5',
});
/** C.2.r.5. */
export const primarySource = list(undefined, { primary: '1' });
/** C.3.1. */
export const senderTypes = list('1.7', {
  company: '1',
  regulator: '2',
  'health-professional': '3',
  'regional-centre': '4',
  'who-centre': '5',
  other: '6',
  patient: '7',
});
/** C.5.4; 4 to 6 since package 1.11 of ICH. */
export const studyTypes = {
  ...list('1.8', {
    'clinical-trial': '1',
    'individual-use': '2',
    'other-study': '3',
    'patient-support': '4',
    'market-research': '5',
    'digital-activity': '6',
  }),
  source: `${ICH_TABLE}; package 1.11`,
};
/** D.2.3. */
export const ageGroups = list('1.9', {
  foetus: '0',
  neonate: '1',
  infant: '2',
  child: '3',
  adolescent: '4',
  adult: '5',
  elderly: '6',
});
/** D.5 and D.10.6, ISO 5218. */
export const sexes = { ...list(undefined, { male: '1', female: '2' }), source: 'ISO 5218' };
/** E.i.3.1: whether the reporter highlighted the term, and whether it is serious. */
export const highlights = list('1.10', {
  'highlighted-not-serious': '1',
  'not-highlighted-not-serious': '2',
  'highlighted-serious': '3',
  'not-highlighted-serious': '4',
});
/** E.i.7. */
export const outcomeCodes = list('1.11', {
  recovered: '1',
  recovering: '2',
  'not-recovered': '3',
  'recovered-with-sequelae': '4',
  fatal: '5',
  unknown: '0',
});
/** F.r.3.1. */
export const testVerdicts = list('1.12', { positive: '1', negative: '2', borderline: '3', inconclusive: '4' });
/** G.k.1. */
export const drugRoles = list('1.13', { suspect: '1', concomitant: '2', interacting: '3', 'not-administered': '4' });
/** G.k.8. */
export const actionsWithDrug = list('1.15', {
  withdrawn: '1',
  reduced: '2',
  increased: '3',
  'not-changed': '4',
  unknown: '0',
  'not-applicable': '9',
});
/** G.k.9.i.4. */
export const rechallenges = list('1.16', { 'yes-yes': '1', 'yes-no': '2', 'yes-unknown': '3', none: '4' });
/** G.k.10.r. */
export const drugNotes = list('1.17', {
  counterfeit: '1',
  overdose: '2',
  'taken-by-father': '3',
  'beyond-expiry': '4',
  'batch-within-specification': '5',
  'batch-outside-specification': '6',
  'medication-error': '7',
  misuse: '8',
  abuse: '9',
  'occupational-exposure': '10',
  'off-label': '11',
});

/** Codes of list 1.19 under which an observation says what it is about. */
export const observations = {
  documentsAvailable: '1',
  drugNoteText: '2',
  age: '3',
  ageGroup: '4',
  autopsy: '5',
  blinded: '6',
  weight: '7',
  autopsyCause: '8',
  drugNote: '9',
  comment: '10',
  concomitantTherapies: '11',
  congenitalAnomaly: '12',
  continuing: '13',
  cumulativeDose: '14',
  diagnosis: '15',
  gestation: '16',
  height: '17',
  historyText: '18',
  indication: '19',
  role: '20',
  lifeThreatening: '21',
  lastMenstruation: '22',
  expedited: '23',
  medicallyConfirmed: '24',
  moreInformation: '25',
  medicallyImportant: '26',
  outcome: '27',
  parentRoute: '28',
  reaction: '29',
  translation: '30',
  rechallenge: '31',
  causeOfDeath: '32',
  hospitalisation: '33',
  death: '34',
  disability: '35',
  summary: '36',
  highlight: '37',
  familyHistory: '38',
  causality: '39',
} as const;
