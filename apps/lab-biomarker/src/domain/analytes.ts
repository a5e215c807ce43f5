import { Rejection } from '@trial/kernel';
import { unitNamed } from './units.js';

/** What may be measured, in which units, and how its own units bridge from mass or charge to amount of substance. */
export interface Analyte {
  readonly code: string;
  /** UCUM codes a laboratory may report it in; the first is what Dutch laboratories use. */
  readonly units: readonly string[];
  readonly bridges: readonly Bridge[];
  /**
   * Widest values seen in living adults, in the first unit: outside lies an entry error or a wrong unit until a
   * person says otherwise. Our own limits, deliberately generous; null where none was set.
   */
  readonly plausible: readonly [number, number] | null;
}

/** `number in to` = `number in from` x `factor`, across two properties of the same analyte. */
export interface Bridge {
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

const COUNTS = ['10*9/L', '10*3/uL', '10*6/L', '10*3/mL', '/uL'];
const MASS = ['g/L', 'g/dL', 'mg/L', 'mg/dL'];
/** Singly charged: one mole carries one equivalent. Calcium and magnesium carry two. */
const SINGLE_CHARGE: Bridge = { from: 'meq/L', to: 'mmol/L', factor: 1 };
const DOUBLE_CHARGE: Bridge = { from: 'meq/L', to: 'mmol/L', factor: 0.5 };

const analyte = (
  code: string,
  units: readonly string[],
  plausible: readonly [number, number] | null,
  bridges: readonly Bridge[] = [],
): Analyte => ({ code, units, plausible, bridges });

const massToAmount = (from: string, to: string, factor: number): readonly Bridge[] => [{ from, to, factor }];

/**
 * The routine panel and the vital signs (trial.md 4.1). Codes are those of trial files. Factors: the conversion table of the CTCAE criteria file. HbA1c has no bridge from
 * per cent (NGSP) because that relation is not a factor.
 */
export const analytes: readonly Analyte[] = [
  // Haemoglobin in mmol/L counts the haem monomer (Fe); the tetramer would be a four times smaller number.
  analyte('haemoglobin', ['mmol/L', 'g/dL', 'g/L'], [1.2, 15.5], massToAmount('g/dL', 'mmol/L', 0.6206)),
  analyte('leukocytes', COUNTS, [0.01, 500]),
  analyte('platelets', COUNTS, [1, 3000]),
  analyte('neutrophils', COUNTS, [0, 400]),
  analyte('lymphocytes', COUNTS, [0, 400]),
  analyte('monocytes', COUNTS, [0, 100]),
  analyte('eosinophils', COUNTS, [0, 100]),
  analyte('haematocrit', ['L/L', '%'], [0.05, 0.8]),
  analyte('mcv', ['fL'], [40, 160]),
  analyte('creatinine', ['umol/L', 'mmol/L', 'mg/dL'], [10, 2500], massToAmount('mg/dL', 'umol/L', 88.42)),
  analyte('egfr', ['mL/min/{1.73_m2}'], [1, 200]),
  analyte('urea', ['mmol/L'], [0.3, 100]),
  analyte('sodium', ['mmol/L', 'meq/L'], [90, 200], [SINGLE_CHARGE]),
  analyte('potassium', ['mmol/L', 'meq/L'], [1, 12], [SINGLE_CHARGE]),
  analyte(
    'calcium',
    ['mmol/L', 'mg/dL', 'meq/L'],
    [0.5, 6],
    [...massToAmount('mg/dL', 'mmol/L', 0.2495), DOUBLE_CHARGE],
  ),
  analyte(
    'magnesium',
    ['mmol/L', 'mg/dL', 'meq/L'],
    [0.1, 6],
    [...massToAmount('mg/dL', 'mmol/L', 0.4114), DOUBLE_CHARGE],
  ),
  analyte('phosphate', ['mmol/L', 'mg/dL'], [0.05, 6], massToAmount('mg/dL', 'mmol/L', 0.3229)),
  analyte('alt', ['U/L'], [1, 20000]),
  analyte('ast', ['U/L'], [1, 20000]),
  analyte('alp', ['U/L'], [1, 6000]),
  analyte('ggt', ['U/L'], [1, 6000]),
  analyte('ldh', ['U/L'], [20, 50000]),
  analyte('ck', ['U/L'], [3, 300000]),
  analyte('bilirubin', ['umol/L', 'mg/dL'], [0.5, 1000], massToAmount('mg/dL', 'umol/L', 17.1)),
  analyte('albumin', ['g/L', 'g/dL'], [5, 80]),
  analyte('glucose', ['mmol/L', 'mg/dL'], [0.3, 100], massToAmount('mg/dL', 'mmol/L', 0.05551)),
  analyte('hba1c', ['mmol/mol'], [10, 220]),
  analyte('cholesterol', ['mmol/L', 'mg/dL'], [0.5, 30], massToAmount('mg/dL', 'mmol/L', 0.02586)),
  analyte('hdl-cholesterol', ['mmol/L', 'mg/dL'], [0.05, 6], massToAmount('mg/dL', 'mmol/L', 0.02586)),
  analyte('triglycerides', ['mmol/L', 'mg/dL'], [0.1, 120], massToAmount('mg/dL', 'mmol/L', 0.01129)),
  analyte('urate', ['mmol/L', 'umol/L', 'mg/dL'], [0.02, 2], massToAmount('mg/dL', 'umol/L', 59.48)),
  analyte('aptt', ['s'], [10, 300]),
  analyte('inr', ['1'], [0.5, 25]),
  analyte('d-dimer', ['ug{FEU}/L', 'mg{FEU}/L', 'ng{FEU}/mL'], [1, 300000]),
  analyte('nt-probnp', ['ng/L', 'pg/mL'], [1, 300000]),
  analyte('crp', ['mg/L', 'mg/dL'], [0, 800]),
  analyte('esr', ['mm/h'], [0, 200]),
  analyte('igg', MASS, [0.1, 150]),
  analyte('iga', MASS, [0, 100]),
  analyte('igm', MASS, [0, 100]),
  analyte('urine-protein-creatinine', ['g/mol', 'mg/mmol'], null),
  analyte('systolic-pressure', ['mm[Hg]'], [40, 300]),
  analyte('diastolic-pressure', ['mm[Hg]'], [10, 200]),
  analyte('heart-rate', ['/min'], [20, 300]),
  analyte('temperature', ['Cel'], [25, 45]),
  analyte('respiratory-rate', ['/min'], [3, 80]),
  analyte('oxygen-saturation', ['%'], [30, 100]),
];

/** An analyte as a trial file lists it. */
export interface PanelAnalyte {
  readonly code: string;
  readonly unit: string;
}

/**
 * The analyte among those a trial measures; `Rejection('analyte-unknown')` for any other. One that is not described
 * above (a research marker) is taken in the trial's own unit, without conversion or plausible limits.
 */
export function analyteIn(panel: readonly PanelAnalyte[], code: string): Analyte {
  const listed = panel.find((entry) => entry.code === code);
  if (!listed)
    throw new Rejection('analyte-unknown', { field: 'analyte', rule: `this trial does not measure ${code}` });
  const described = analytes.find((known) => known.code === code) ?? analyte(code, [], null);
  if (described.units.includes(listed.unit)) return described;
  return { ...described, units: [...described.units, listed.unit] };
}

/**
 * The UCUM code a written unit stands for at this analyte. `Rejection('unit-unknown-for-analyte')` when it is none of
 * its units; an empty unit is one only for a plain ratio (INR). `field` is where the unit was written.
 */
export function unitOf(measured: Analyte, written: string, field = 'unit'): string {
  const unit = unitNamed(written, measured.units);
  if (unit !== undefined) return unit;
  const shown = written.trim() === '' ? 'no unit' : written;
  throw new Rejection('unit-unknown-for-analyte', {
    field,
    rule: `${measured.code} is reported in ${measured.units.join(', ')}, not in ${shown}`,
  });
}
