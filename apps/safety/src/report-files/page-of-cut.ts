import { printedPage, type Html } from '@trial/files';
import type { DataCut } from '../data-cuts/data-cut.table.js';

/** A page that says of which cut it is, by which version of the trial, and who had it printed. */
export function pageOfCut(
  about: { readonly title: string; readonly purpose: string; readonly more?: readonly (readonly [string, string])[] },
  cut: DataCut,
  printedBy: string,
  content: Html,
): string {
  const { head, foot } = printedPage({
    title: about.title,
    purpose: about.purpose,
    facts: [
      ['Trial', `${cut.trialId}, version ${cut.trialVersion}`],
      ['Data cut', cut.id],
      ['Cut at', cut.cutAt.toString({ fractionalSecondDigits: 3 })],
      ['SHA-256', cut.sha256],
      ['Sites', cut.sites.join(', ')],
      ['Made by', `${cut.madeBy}, for ${cut.purpose}: ${cut.reason}`],
      ['Printed by', printedBy],
      ...(about.more ?? []),
    ],
  });
  return head.text + content.text + foot.text;
}

/** What a file of a cut is called: trial, day of the cut, and what was asked for. */
export const fileNameOf = ({ trialId, cutAt }: DataCut, file: string): string =>
  [trialId, cutAt.toString().slice(0, 10), file].join('-').replace(/[^\w.-]/g, '-');
