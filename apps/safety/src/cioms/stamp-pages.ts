import type { CiomsForm } from '../domain/icsr/cioms/cioms-form.js';
import { hasSign } from './fonts.js';
import { MARGIN, WIDTH } from './paper.js';
import { printable } from './printable.js';

const FOR_AUTHORITY = 'FOR THE AUTHORITY ALONE, MAY CONTAIN UNBLINDED INFORMATION';

/**
 * On every page: whose copy of which version it is, and its number of how many. A blinded copy is a draft until it is signed;
 * one for the authority is of a version that pharmacovigilance made, which nobody signs, and so it is none.
 */
export function stampPages(document: PDFKit.PDFDocument, { caseId, version, reader, signature }: CiomsForm): void {
  const isDraft = reader === 'blinded' && !signature;
  const state = signature ? `Signed ${signature.at.toString()} by ${signature.by}` : 'DRAFT';
  const copy = reader === 'regulator' ? FOR_AUTHORITY : `BLINDED COPY. ${state}`;
  const head = printable(`CIOMS I, case ${caseId}, version ${version}. ${copy}`, hasSign);
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document.markContent('Artifact', { type: 'Pagination' });
    const { margins, width, height } = document.page;
    // Text below the margin would open another page.
    document.page.margins = { ...margins, top: 0, bottom: 0 };
    document.font('regular').fontSize(6.5).fillColor('black');
    document.text(head, MARGIN, 14, { width: WIDTH, lineBreak: false, ellipsis: false });
    document.text(`Page ${page - start + 1} of ${count}`, MARGIN, height - 22, { width: WIDTH, align: 'right' });
    if (isDraft) watermark(document, width, height);
    document.page.margins = margins;
    document.endMarkedContent();
  }
}

function watermark(document: PDFKit.PDFDocument, width: number, height: number): void {
  document.save().rotate(-55, { origin: [width / 2, height / 2] });
  document.font('bold').fontSize(150).fillColor('gray', 0.15);
  document.text('DRAFT', 0, height / 2 - 100, { width, align: 'center', lineBreak: false });
  document.restore();
}
