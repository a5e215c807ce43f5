/**
 * Writes the CTCAE data modules of the safety domain from a folder of reference files:
 *
 *   node apps/safety/tools/import-ctcae.mjs <folder>
 *
 * The folder holds `ctcae-lab-criteria.json` and `ctcae-terms-v4.json`, `-v5`, `-v6`. MedDRA codes are left behind
 * (they are licensed), the counts are checked against the published dictionaries, and the same input gives the same
 * bytes. A criterion that leaves a hole in its ladder is completed here, in `amendments`, with its reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const folder = process.argv[2];
if (!folder) throw new Error('usage: import-ctcae.mjs <folder with the reference files>');

const target = new URL('../src/domain/ctcae/', import.meta.url);
const versions = [
  { version: '4.03', file: 'v4', name: 'V403', terms: 790, source: 'NCI CTCAE 4.03, 14 June 2010' },
  { version: '5.0', file: 'v5', name: 'V50', terms: 837, source: 'NCI CTCAE 5.0, 27 November 2017' },
  {
    version: '6.0',
    file: 'v6',
    name: 'V60',
    terms: 850,
    source: 'NCI CTCAE 6.0, 2025, with the errata of 20 January 2026',
  },
];

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** What the printed ladders leave open and a computer would otherwise answer with "grade 0". Keyed by criterion id. */
const interventionGiven = (op, bound) => () => [
  {
    all: [{ op, bound }],
    when: { interventionInitiated: true },
    outcome: 'not-gradable',
    reason: 'a treated finding is reported under its clinical term',
  },
];
const baselineCap = () => [
  {
    all: [
      { x: 'baseline', op: '>', bound: { xBaselineULN: 5 } },
      { op: '>', bound: { xBaseline: 2 } },
      { op: '<=', bound: { xBaseline: 4 } },
    ],
    when: { baselineStatus: 'high' },
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'grade 3 is printed for baselines up to 5 x ULN only',
  },
];
const randomGlucose = (set) => [
  {
    all: [
      { op: '>', bound: { xULN: 1 } },
      { op: '<=', bound: set.grades['3'][0].all.find(({ op }) => op === '>').bound },
    ],
    outcome: 'not-gradable',
    reason: 'grades 1 and 2 need a fasting sample',
  },
];
const malabsorption = () => [
  {
    all: [{ op: '<', bound: { xLLN: 1 } }],
    when: { symptomatic: true },
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'with symptoms the grade is a clinical judgement',
  },
];
const belowTheLastBand = () => [
  {
    all: [
      { op: '<', bound: { llnMinus: 8 } },
      { x: 'drop', op: '<=', bound: { abs: 5 } },
    ],
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'more than 8 units below LLN no grade is printed without a fall from the baseline',
  },
];
const amendments = {
  '4.03/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '5.0/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '6.0/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '4.03/ejection-fraction-decreased': () => [
    {
      all: [
        { x: 'drop', op: '>=', bound: { abs: 20 } },
        { x: 'drop', op: '<=', bound: { abs: 20 } },
        { op: '>=', bound: { abs: 40 } },
      ],
      outcome: { atLeast: 2, atMost: 3 },
      reason: 'a fall of exactly 20 points is printed in neither grade',
    },
  ],
  '6.0/alanine-aminotransferase-increased': baselineCap,
  '6.0/aspartate-aminotransferase-increased': baselineCap,
  '4.03/hyperglycemia--non-fasting': randomGlucose,
  '6.0/hyperglycemia--non-fasting': randomGlucose,
  '4.03/pancreatic-enzymes-decreased': malabsorption,
  '5.0/pancreatic-enzymes-decreased': malabsorption,
  '5.0/blood-bicarbonate-decreased': interventionGiven('<', { xLLN: 1 }),
  '6.0/blood-bicarbonate-decreased': interventionGiven('<', { xLLN: 1 }),
  '5.0/thyroid-stimulating-hormone-increased': interventionGiven('>', { xULN: 1 }),
  '6.0/thyroid-stimulating-hormone-increased': interventionGiven('>', { xULN: 1 }),
  '6.0/hypoxia--rest': () => [
    {
      all: [
        { op: '<', bound: { xLLN: 1 } },
        { op: '>=', bound: { abs: 88 } },
      ],
      when: { symptomatic: true },
      outcome: 'not-gradable',
      reason: 'with symptoms the grade is a clinical judgement',
    },
  ],
  '4.03/electrocardiogram-qt-corrected-interval-prolonged': () => [
    {
      all: [{ op: '>=', bound: { abs: 501 } }],
      when: { confirmedOnTwoEcgs: false },
      outcome: { atLeast: 2, atMost: 3 },
      reason: 'grade 3 needs two separate ECGs',
    },
  ],
};

/** How an open question of the printed text was decided, by term; `4.03/` and the like narrow it to one version. */
const notes = {
  anemia: 'The mmol/L ladder counts haem monomers. Grade 4 has no number: it is a clinical judgement.',
  'hemoglobin-increased':
    'Counted from ULN; in 4.03 from the baseline where the baseline itself was above its own ULN.',
  leukocytosis: 'Starts at grade 3: a count between ULN and 100 x 10^9/L has no grade.',
  'lymphocyte-count-increased': 'No grade 1; a count above 4 x 10^9/L is grade 2 even where the local range allows it.',
  'neutrophil-count-decreased':
    'A site limit below the printed band empties grade 1; the band is still read literally.',
  'inr-increased':
    'The baseline ladder is for people on anticoagulants only; from 5.0 the other ladder is absolute, not x ULN.',
  'fibrinogen-decreased':
    'From 5.0 the percent fall counts only when this result is below LLN; 4.03 has no such clause.',
  '5.0/alanine-aminotransferase-increased':
    'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
  '5.0/aspartate-aminotransferase-increased':
    'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
  '6.0/alanine-aminotransferase-increased':
    'An unchanged raised baseline is grade 1; above 5 x ULN at baseline grade 3 is not printed.',
  '6.0/aspartate-aminotransferase-increased':
    'An unchanged raised baseline is grade 1; above 5 x ULN at baseline grade 3 is not printed.',
  '5.0/alkaline-phosphatase-increased': 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
  '5.0/ggt-increased': 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
  '5.0/blood-bilirubin-increased':
    'Unlike the enzymes, the first band over a raised baseline starts strictly above it.',
  'lipase-increased': 'The upper bands need to know whether there are signs or symptoms.',
  'serum-amylase-increased':
    'The upper bands need to know whether there are signs or symptoms; in 6.0 moderate ones or worse.',
  'cardiac-troponin-i-increased':
    'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
  'cardiac-troponin-t-increased':
    'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
  '4.03/creatinine-increased':
    'Read literally: any rise above the baseline is grade 1, even inside the reference range.',
  '5.0/creatinine-increased':
    'Grades 2 and 3 can come from the baseline while the value is inside the reference range.',
  '6.0/creatinine-increased':
    'The baseline ladder is for a baseline below LLN only; the ULN ladder stays open beside it.',
  'creatinine-clearance-decreased': 'Printed whole-number bands are closed upwards; below 10 another term applies.',
  'acute-kidney-injury':
    'A diagnosis: creatinine alone proposes the laboratory term, not this one. Exactly 2 x baseline is grade 1.',
  'chronic-kidney-disease':
    'A diagnosis that needs time: one value proposes nothing. Bands are closed as 6.0 prints them.',
  proteinuria: 'Grade 1 has no lower end in 4.03 and needs proof of protein; from 5.0 it starts at ULN inclusive.',
  hypercalcemia: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
  hypocalcemia: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
  hyperglycemia: 'A random sample reaches grades 3 and 4 only; below that it is not gradable rather than 0.',
  hypokalemia: 'Grades 1 and 2 share their numbers; symptoms or an intervention tell them apart.',
  '4.03/hyponatremia': 'No grade 2: below 130 is grade 3.',
  '5.0/hyponatremia': 'Whole-number bands are closed as 6.0 prints them; symptoms raise 125 to below 130 to grade 3.',
  '6.0/hyponatremia': 'Symptoms raise 125 to below 130 to grade 3.',
  hypermagnesemia: 'No grade 2.',
  hypertriglyceridemia: 'The lower end of grade 1 is inclusive and ULN plays no part.',
  hyperuricemia: 'Grades 1 and 3 share their numbers; physiologic consequences tell them apart.',
  fever: 'Hours above 40 degrees tell grade 3 from grade 4.',
  hypertension: 'Starts inside common values: a grade is meaningful only against the baseline grade.',
  'ejection-fraction-decreased':
    'The fall is in percentage points. 4.03 leaves a fall of exactly 20 points unassigned.',
  'electrocardiogram-qt-corrected-interval-prolonged':
    'Whole-number bands are closed upwards; 4.03 wants grade 3 seen twice.',
  'carbon-monoxide-diffusing-capacity-decreased':
    'LLN serves a first measurement, the baseline a later one. There is no grade 4.',
  'skin-ulceration': 'The combined size is read as greatest diameters added up, in cm.',
};

const criterionOf = (entry) => ({
  id: entry.id,
  version: entry.version,
  term: slug(entry.term),
  variant: entry.variant,
  organClass: entry.soc,
  analyte: slug(entry.analyte),
  direction: entry.direction,
  proposes: !entry.flags.includes('do-not-auto-grade-by-default'),
  unitSets: entry.unitSets.map((set) => ({
    unit: set.ucum,
    printed: set.publishedByNci,
    grades: set.grades,
    ...optional('exclusions', [
      ...(entry.exclusions ?? []).map(({ all, result, reason }) => ({ all, outcome: result, reason })),
      ...(amendments[entry.id]?.(set) ?? []),
    ]),
  })),
  ...optional('clinicalAlternatives', entry.clinicalAlternatives),
  ...optional('note', notes[`${entry.version}/${slug(entry.term)}`] ?? notes[slug(entry.term)] ?? []),
  agreeingSources: entry.sources.filter(({ agrees }) => agrees).length,
});

const optional = (key, value) => (Object.keys(value).length === 0 ? {} : { [key]: value });

const termsByOrganClass = (entries) => {
  const classes = new Map();
  for (const { soc, term, gradesDefined } of entries) {
    if (!classes.has(soc)) classes.set(soc, []);
    classes.get(soc).push({ slug: slug(term), name: term, grades: gradesDefined });
  }
  return Object.fromEntries(classes);
};

const check = (holds, message) => {
  if (!holds) throw new Error(message);
};

async function write(name, text) {
  const path = new URL(name, target);
  const options = await resolveConfig(path);
  const formatted = await format(text, { ...options, parser: 'typescript' });
  check(!/\b1\d{7}\b/.test(formatted), `${name} still holds an eight-digit code`);
  writeFileSync(path, formatted);
}

const generated = 'Written by apps/safety/tools/import-ctcae.mjs; correct the source and import again.';
const { criteria } = read('ctcae-lab-criteria.json');

for (const { version, file, name, terms: expectedTerms, source } of versions) {
  const entries = read(`ctcae-terms-${file}.json`);
  const terms = termsByOrganClass(entries);
  check(entries.length === expectedTerms, `${version}: ${entries.length} terms, ${expectedTerms} published`);
  check(new Set(entries.map(({ term }) => slug(term))).size === entries.length, `${version}: two terms share a slug`);
  check(Object.keys(terms).length === 26, `${version}: not 26 organ classes`);

  const own = criteria.filter((entry) => entry.version === version).map(criterionOf);
  for (const { id, term, organClass } of own) {
    check(
      terms[organClass]?.some((known) => known.slug === term),
      `${id}: no such term in ${organClass}`,
    );
  }

  await write(
    `v${version}.ts`,
    `import type { Criterion } from './criterion.js';

    /**
     * Numeric criteria of CTCAE ${version}: thresholds as facts in our own encoding, no wording.
     * Source: ${source}.
     * ${generated}
     */
    export const criteria${name}: readonly Criterion[] = ${JSON.stringify(own)};`,
  );
  await write(
    `terms-v${version}.ts`,
    `import type { DictionaryTerms } from './term.js';

    /**
     * Terms of CTCAE ${version} with the grades that exist for them; no codes, no wording.
     * Source: ${source}.
     * ${generated}
     */
    export const terms${name}: DictionaryTerms = ${JSON.stringify(terms)};`,
  );
}
