import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { ciomsPdf } from '../../apps/safety/src/cioms/cioms-pdf.js';
import { hasSign } from '../../apps/safety/src/cioms/fonts.js';
import { printable } from '../../apps/safety/src/cioms/printable.js';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { Reader } from '../../apps/safety/src/domain/icsr/case/disclosure.js';
import { ciomsForm, type CiomsForm } from '../../apps/safety/src/domain/icsr/cioms/cioms-form.js';
import { allocationTwin } from './allocation-twin.js';
import { arbitraryCase } from './arbitrary-case.js';
import { openProduct } from './arbitrary-drug.js';
import { goldenCase } from './golden-case.js';
import { readPdf, type ReadPdf } from './read-pdf.js';

const ZONE = 'Europe/Amsterdam';
const NUMBERS = '1 1a 2 2a 3 4-6 7+13 8-12 14 15 16 17 18 19 20 21 22 23 24a 24b 24c 24d 25 25a 26'.split(' ');
const signature = { by: 'EX-PHYSICIAN', at: instant('2026-03-05T10:00:00Z') };
const pdfOf = (report: CaseReport, options: Parameters<typeof ciomsForm>[2] = {}) =>
  ciomsPdf(ciomsForm(report, ZONE, options));
const telling = (words: string, report = goldenCase): CaseReport => ({ ...report, narrative: { blinded: words } });
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const boxesOf = ({ sections }: CiomsForm) => sections.flatMap(({ boxes }) => boxes);

/** Where a line is broken is the business of the paper. */
const squeezed = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');
/**
 * A case in letters that a reader gives back as they were: of what the font can draw, some characters share a sign and some are
 * put together from several, so that paper cannot tell which they were, and blanks at the end of a line are none. What it cannot draw stays: it is printed as a number.
 */
function legible<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(/./gsu, (each) => (isLegible(each) ? each : 'x')) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => legible(each)) as T;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, legible(each)])) as T;
}
const isLegible = (character: string) =>
  /[\n\r\t\u0020-\u007e\u00c0-\u017f]/u.test(character) ||
  (!/\s/u.test(character) && !hasSign(character.codePointAt(0) ?? 0));

const printed = (lines: readonly string[]) => squeezed(printable(lines.join('\n'), hasSign));

const GOES_ON = '(continued on the next pages)';

/** The text of every box in the order of the page, its beginning and what goes on after the first page put together. */
function boxesRead({ pages: [first, ...others] }: ReadPdf): ReadonlyMap<string, string> {
  const written = (first?.elements ?? []).filter(({ kind }) => kind === 'P').map(({ text }) => squeezed(text));
  const texts = new Map(
    written.flatMap((title, index) =>
      index % 2 === 0 ? [[title, written[index + 1]?.replace(squeezed(GOES_ON), '') ?? '']] : [],
    ),
  );
  let title = '';
  for (const { kind, text } of others.flatMap(({ elements }) => elements)) {
    if (kind === 'H2') title = squeezed(text).replace(/,continued$/u, '');
    else texts.set(title, `${texts.get(title) ?? ''}${squeezed(text)}`);
  }
  return texts;
}

const expected = (report: CaseReport, reader: Reader) =>
  boxesOf(ciomsForm(report, ZONE, { reader })).map(({ number, label, lines }) => [
    squeezed(`${number} ${label}`),
    printed(lines),
  ]);

describe('CI-1: the text of the PDF', () => {
  it('has every box with its label and all of its value, in the order of the form', async () => {
    expect(boxesOf(ciomsForm(goldenCase, ZONE)).map(({ number }) => number)).toEqual(NUMBERS);
    await fc.assert(
      fc.asyncProperty(arbitraryCase, fc.constantFrom<Reader>('blinded', 'regulator'), async (any, reader) => {
        const report = legible(any);
        const read = await readPdf(await pdfOf(report, { reader }));
        expect([...boxesRead(read)]).toEqual(expected(report, reader));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it.each([
    ['7+13', telling(words(2_500))],
    ['7+13', telling('x'.repeat(30_000))],
    ['14', { ...goldenCase, drugs: goldenCase.drugs.map((drug) => ({ ...drug, product: phrased(words(600)) })) }],
    [
      '22',
      { ...goldenCase, drugs: Array.from({ length: 80 }, () => goldenCase.drugs[1]).flatMap((drug) => drug ?? []) },
    ],
    ['23', { ...goldenCase, patient: { ...goldenCase.patient, historyText: { value: words(2_000) } } }],
    [
      '26',
      {
        ...goldenCase,
        reporters: goldenCase.reporters.flatMap((reporter) => Array.from({ length: 40 }, () => reporter)),
      },
    ],
  ] as const)('goes on after the first page where box %s overflows, and nothing is cut off', async (number, report) => {
    const read = await readPdf(await pdfOf(report));
    expect([...boxesRead(read)]).toEqual(expected(report, 'blinded'));
    const [first, ...others] = read.pages;
    expect(first?.elements.map(({ text }) => text).join('\n')).toContain(GOES_ON);
    expect(others.length).toBeGreaterThan(0);
    const headings = others.flatMap(({ elements }) => elements.filter(({ kind }) => kind === 'H2'));
    expect(headings.map(({ text }) => text.trim())).toContainEqual(
      expect.stringMatching(new RegExp(`^${number.replace('+', '[+]')} .*, continued$`, 'u')),
    );
    read.pages.forEach(({ stamps }, index) => expect(stamps).toContain(`Page ${index + 1} of ${read.pages.length}`));
  });

  it('has one page when everything fits, and says nowhere that it goes on', async () => {
    const read = await readPdf(await pdfOf(goldenCase));
    expect(read.pages).toHaveLength(1);
    expect(JSON.stringify(read.pages)).not.toContain('continued');
  });

  it('says of a sign the font has not which it was', async () => {
    const read = await readPdf(await pdfOf(telling('≥ 38 °C, 漢\u0007')));
    expect([...boxesRead(read).values()].join('')).toContain('≥38°C,[U+6F22][U+0007]');
  });

  it.each(['blinded', 'regulator'] as const)('is for the %s what is kept', async (reader) => {
    const bytes = await pdfOf(goldenCase, { reader });
    const { pages } = await readPdf(bytes);
    const lines = pages.flatMap(({ elements, stamps }) => [
      ...elements.map(({ kind, text }) => `${kind} ${text.trim().replaceAll('\n', '\n   ')}`),
      `-- ${stamps.trim().replaceAll('\n', ' | ')}`,
    ]);
    const text = `${[`SHA-256 ${hashOf(bytes)}`, ...lines].join('\n')}\n`;
    const kept = join(import.meta.dirname, 'golden', `cioms-${reader}.txt`);
    if (process.env['WRITE_GOLDEN']) writeFileSync(kept, text);
    expect(readFileSync(kept, 'utf8')).toBe(text);
  });
});

describe('CI-2: the blinded copy', () => {
  it('is the one that is made when nobody says otherwise, with the phrase of the blinded in box 14', async () => {
    const read = await readPdf(await pdfOf(goldenCase));
    expect(read.pages[0]?.stamps).toContain('BLINDED COPY');
    expect(boxesRead(read).get('14Suspectdrugs')).toBe('Blindedstudyproduct(examplecellsorplacebo)');
  });

  it('is the same bytes in both arms', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, fc.infiniteStream(fc.option(openProduct)), async (report, products) => {
        expect(hashOf(await pdfOf(allocationTwin(report, products)))).toBe(hashOf(await pdfOf(report)));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('is not the copy of the regulator, which says so on every page', async () => {
    const read = await readPdf(await pdfOf(telling(words(2_500)), { reader: 'regulator' }));
    expect(read.pages.length).toBeGreaterThan(2);
    for (const { stamps } of read.pages) {
      expect(stamps).toContain('FOR THE AUTHORITY ALONE, MAY CONTAIN UNBLINDED INFORMATION');
      expect(stamps).not.toMatch(/DRAFT|BLINDED COPY/u);
    }
    expect(boxesRead(read).get('14Suspectdrugs')).toContain('Examplecells');
  });

  it('names nobody, and neither copy has a lot', async () => {
    for (const reader of ['blinded', 'regulator'] as const) {
      const text = (await readPdf(await pdfOf(goldenCase, { reader }))).pages
        .flatMap(({ elements }) => elements.map((element) => element.text))
        .join('\n');
      for (const secret of ['Imaginary Hospital', 'Nowhere 1', '0000 AA', '0000007', 'EXLOT-17', 'C-1']) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe('CI-3: the same version', () => {
  it('is the same bytes every time, dated by the version and by no clock', async () => {
    const bytes = await pdfOf(goldenCase);
    expect(hashOf(await pdfOf({ ...goldenCase }))).toBe(hashOf(bytes));
    const dates = bytes.toString('latin1').match(/D:\d{14}Z?|\d{4}-\d\d-\d\dT[\d:.]+Z/gu);
    expect(new Set(dates)).toEqual(new Set(['D:20260305080000Z', '2026-03-05T08:00:00Z']));
  });

  it('is other bytes than the next one', async () => {
    const next = { ...goldenCase, version: 2, kind: { kind: 'follow-up' } as const };
    expect(hashOf(await pdfOf(next))).not.toBe(hashOf(await pdfOf(goldenCase)));
  });
});

describe('CI-4: the file', () => {
  it('says that it is PDF/A-3a, is tagged, and has a title and a language', async () => {
    const bytes = await pdfOf(goldenCase);
    const read = await readPdf(bytes);
    expect(read.metadata('pdfaid:part')).toBe('3');
    expect(read.metadata('pdfaid:conformance')).toBe('A');
    expect(read.marked).toBe(true);
    expect(read.title).toBe('CIOMS I, case NL-EXAMPLESPONSOR-2026-0001, version 1');
    expect(bytes.toString('latin1')).toMatch(/\/DisplayDocTitle true/u);
    expect(bytes.toString('latin1')).toMatch(/\/Lang \(en\)/u);
    expect(bytes.toString('latin1')).toMatch(/\/GTS_PDFA1/u);
  });

  it('has all of its text in its structure or marked as decoration', async () => {
    const read = await readPdf(await pdfOf(telling(words(2_500))));
    for (const { unmarked } of read.pages) expect(unmarked).toBe('');
  });

  it('has every font inside', async () => {
    const text = (await pdfOf(goldenCase)).toString('latin1');
    const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
    expect(count(/\/Subtype \/Type0/gu)).toBe(2);
    expect(count(/\/FontFile[23] /gu)).toBe(2);
    expect(count(/\/Subtype \/Type1\b/gu)).toBe(0);
  });

  it('has every object where its table says', async () => {
    const text = (await pdfOf(telling(words(2_500)))).toString('latin1');
    const table = text.slice(text.lastIndexOf('\nxref\n'));
    const offsets = [...table.matchAll(/^(\d{10}) 00000 n/gmu)].map(([, offset]) => Number(offset));
    expect(offsets.length).toBeGreaterThan(50);
    offsets.forEach((offset, index) => expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`, 'u')));
    expect(Number(/startxref\n(\d+)/u.exec(table)?.[1])).toBe(text.lastIndexOf('\nxref\n') + 1);
  });
});

describe('CI-5: a version nobody has signed', () => {
  it('says on every page that it is a draft, in the header and across the page', async () => {
    const read = await readPdf(await pdfOf(telling(words(2_500))));
    expect(read.pages.length).toBeGreaterThan(2);
    for (const { stamps } of read.pages) expect(stamps.match(/DRAFT/gu)).toHaveLength(2);
  });

  it('says who signed and when as soon as somebody has, and that it is a draft no longer', async () => {
    const read = await readPdf(await pdfOf(telling(words(2_500)), { signature }));
    for (const { stamps } of read.pages) {
      expect(stamps).not.toContain('DRAFT');
      expect(stamps).toContain('Signed 2026-03-05T10:00:00Z by EX-PHYSICIAN');
    }
  });
});

function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index}`).join(' ');
}

function phrased(phrase: string) {
  return { masked: true as const, phrase, given: [], disclosed: null };
}
