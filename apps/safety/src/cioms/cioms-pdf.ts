import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { CiomsBox } from '../domain/icsr/cioms/cioms-box.js';
import type { CiomsForm } from '../domain/icsr/cioms/cioms-form.js';
import { FONTS } from './fonts.js';
import { MARGIN, PAPER, WIDTH } from './paper.js';
import { Pen } from './pen.js';
import { splitText } from './split-text.js';
import { stampPages } from './stamp-pages.js';

const SIZES = { title: 11, label: 6, text: 7.5, continuation: 9 } as const;
const PAD = 3;
const GOES_ON = '(continued on the next pages)';

/**
 * The form as a PDF: one page of boxes, then numbered pages with what did not fit them. The same form is the same bytes, on
 * every machine: its date is that of the version, nothing is random, and nothing is compressed, because compressors differ.
 * Tagged, and with its fonts inside, as PDF/A-3a asks.
 */
export async function ciomsPdf(form: CiomsForm): Promise<Buffer> {
  const created = new Date(form.createdAt.epochMilliseconds);
  const document = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, font: FONTS.regular, lang: 'en', bufferPages: true, compress: false },
    ...{ pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, displayTitle: true },
    info: { Title: `CIOMS I, case ${form.caseId}, version ${form.version}`, CreationDate: created, ModDate: created },
  });
  const bytes = buffer(document);
  const pen = new Pen(document);
  pen.write('H1', 'Suspect adverse reaction report (CIOMS I)', 'bold', SIZES.title);
  const overflow = writeBoxes(form, pen);
  if (overflow.length > 0) pen.newPage();
  for (const { box, rest } of overflow) {
    pen.write('H2', `${box.number} ${box.label}, continued`, 'bold', SIZES.continuation);
    pen.write('P', rest, 'regular', SIZES.continuation);
    pen.skip(SIZES.continuation);
  }
  pen.end();
  stampPages(document, form);
  document.end();
  return bytes;
}

interface Overflow {
  readonly box: CiomsBox;
  readonly rest: string;
}

/** All boxes on the first page, and what of them did not fit. */
function writeBoxes({ sections }: CiomsForm, pen: Pen): readonly Overflow[] {
  const overflow: Overflow[] = [];
  let y = pen.y;
  for (const { heading, rows } of sections.map((section) => ({ ...section, rows: rowsOf(section.boxes) }))) {
    pen.write('H2', heading, 'bold', SIZES.text, { x: MARGIN, y: y + PAD, width: WIDTH });
    y = pen.y + 1;
    for (const { height, cells } of rows) {
      let x = MARGIN;
      for (const { box, width } of cells) {
        const rest = writeBox(box, pen, { x, y, width, height });
        if (rest !== '') overflow.push({ box, rest });
        x += width;
      }
      y += height;
    }
  }
  return overflow;
}

/** A box of a section has its place on the paper by its number. */
const rowsOf = (boxes: readonly CiomsBox[]) =>
  PAPER.map(({ height, boxes: widths }) => ({
    height,
    cells: boxes.flatMap((box) => {
      const width = widths[box.number];
      return width === undefined ? [] : [{ box, width }];
    }),
  })).filter(({ cells }) => cells.length > 0);

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a box and writes as much of its text as it holds; answers with the rest. */
function writeBox({ number, label, lines }: CiomsBox, pen: Pen, { x, y, width, height }: Frame): string {
  const inner = width - 2 * PAD;
  const title = `${number} ${label}`;
  const top = PAD + pen.heightOf(title, 'bold', SIZES.label, inner);
  const heightOf = (text: string) => pen.heightOf(text, 'regular', SIZES.text, inner);
  const room = height - top - PAD;
  const text = lines.join('\n');
  const noted = (first: string) => `${first.trimEnd()}\n${GOES_ON}`;
  const { first, rest } =
    heightOf(text) <= room
      ? { first: text, rest: '' }
      : splitText(text, (beginning) => heightOf(noted(beginning)) <= room);
  pen.frame(x, y, width, height);
  pen.write('P', title, 'bold', SIZES.label, { x: x + PAD, y: y + PAD, width: inner });
  pen.write('P', rest === '' ? first : noted(first), 'regular', SIZES.text, { x: x + PAD, y: y + top, width: inner });
  return rest;
}
