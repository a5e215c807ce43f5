import type { Instant, TimeZone } from '@trial/kernel';
import type { CaseReport } from '../case/case-report.js';
import { seenBy, type Reader } from '../case/disclosure.js';
import type { CiomsBox } from './cioms-box.js';
import { drugBoxes } from './drug-boxes.js';
import { historyBoxes } from './history-boxes.js';
import { reactionBoxes } from './reaction-boxes.js';
import { sponsorBoxes } from './sponsor-boxes.js';

export interface CiomsSection {
  readonly heading: string;
  readonly boxes: readonly CiomsBox[];
}

/** Who signed a version, and when. */
export interface CiomsSignature {
  readonly by: string;
  readonly at: Instant;
}

/** What a CIOMS I form of one version says to one reader, box by box in the order of the paper form. */
export interface CiomsForm {
  readonly caseId: string;
  readonly version: number;
  readonly reader: Reader;
  /** When the version was made: the date of the document. */
  readonly createdAt: Instant;
  /** Null: a draft, and the document says so. */
  readonly signature: CiomsSignature | null;
  readonly sections: readonly CiomsSection[];
}

/**
 * The form of a case version (CIOMS I, boxes 1 to 26). Nobody is named in it: of a participant of a trial it has the number,
 * of a reporter the profession and the place (GVP VI addendum II). It never has a lot number, which can tell one participant's
 * treatment from another's. Linked cases, documents, what others called the case and a parent have no box.
 * Blinded and unsigned unless said otherwise.
 */
export const ciomsForm = (
  report: CaseReport,
  zone: TimeZone,
  { reader = 'blinded', signature = null }: Partial<Pick<CiomsForm, 'reader' | 'signature'>> = {},
): CiomsForm => ({
  caseId: report.safetyReportId,
  version: report.version,
  reader,
  createdAt: report.createdAt,
  signature,
  sections: [
    { heading: 'I. Reaction', boxes: reactionBoxes(report, reader) },
    { heading: 'II. Suspect drugs', boxes: drugBoxes(report, reader) },
    { heading: 'III. Concomitant drugs and history', boxes: historyBoxes(report, reader) },
    { heading: 'IV. Sponsor', boxes: sponsorBoxes(report, zone, seenBy(reader, report.expedited)) },
  ],
});
