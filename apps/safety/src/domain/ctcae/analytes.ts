/**
 * The names laboratories and trial files use for an analyte, next to the one the criteria use. Look-alikes are kept
 * apart on purpose: total lymphocytes are not CD4 cells, and uncorrected calcium has no criterion at all.
 */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  hemoglobin: ['haemoglobin', 'hb', 'hgb'],
  leukocytes: ['leucocytes', 'wbc', 'white-blood-cells'],
  neutrophils: ['anc'],
  platelets: ['thrombocytes', 'plt'],
  alt: ['alat', 'alanine-aminotransferase', 'alt-sgpt'],
  ast: ['asat', 'aspartate-aminotransferase', 'ast-sgot'],
  alp: ['alkaline-phosphatase'],
  ggt: ['gamma-gt', 'gamma-glutamyltransferase'],
  ldh: ['lactate-dehydrogenase'],
  'creatine-kinase': ['ck', 'cpk'],
  'total-bilirubin': ['bilirubin', 'bilirubin-total'],
  creatinine: ['creatinine-serum', 'serum-creatinine'],
  'cholesterol-total': ['cholesterol', 'total-cholesterol'],
  'hdl-cholesterol': ['hdl'],
  'ldl-cholesterol': ['ldl'],
  'phosphate-inorganic': ['phosphate'],
  urate: ['uric-acid'],
  aptt: ['activated-partial-thromboplastin-time'],
  'calcium-albumin-corrected': ['calcium-corrected', 'corrected-calcium'],
  'calcium-ionized': ['calcium-ionised', 'ionized-calcium', 'ionised-calcium'],
  'body-temperature': ['temperature'],
  'oxygen-saturation-at-rest': ['oxygen-saturation', 'spo2'],
  '25-oh-vitamin-d': ['vitamin-d', '25-hydroxyvitamin-d'],
};

/**
 * A glucose is graded for hypoglycaemia whatever the sample; for hyperglycaemia it counts as random unless the
 * sample is known to have been fasting, because only a fasting one reaches grades 1 and 2.
 */
const alsoGradedAs: Readonly<Record<string, readonly string[]>> = {
  glucose: ['glucose', 'glucose-non-fasting-or-unknown'],
  'glucose-non-fasting': ['glucose', 'glucose-non-fasting-or-unknown'],
  'glucose-fasting': ['glucose', 'glucose-fasting'],
};

const criterionName = new Map(
  Object.entries(otherNames).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
);

/** The analyte names of the criteria that a result of this analyte is graded by. `ALT`, `Haemoglobin` and `hb` are read too. */
export function analytesGraded(analyte: string): readonly string[] {
  const slug = analyte
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = criterionName.get(slug) ?? slug;
  return alsoGradedAs[name] ?? [name];
}
