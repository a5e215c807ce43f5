/**
 * Writes the CTCAE data modules of the safety domain from a folder of reference files:
 *
 *   node apps/safety/tools/import-ctcae.mjs <folder>
 *
 * The folder holds `ctcae-lab-criteria.json` and `ctcae-terms-v4.json`, `-v5`, `-v6`. MedDRA codes are left behind
 * (they are licensed), the counts are checked against the published dictionaries, and the same input gives the same
 * bytes. A criterion that leaves a hole in its ladder is completed in `ctcae-amendments.mjs`, with its reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { cautions, exclusions } from './ctcae-amendments.mjs';
import { notes } from './ctcae-notes.mjs';

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
      ...(exclusions[entry.id]?.(set) ?? []),
    ]),
    ...optional('cautions', cautions[entry.id]?.(set) ?? []),
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
