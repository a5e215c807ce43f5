import { csvLine, markup, type Html } from '@trial/files';
import { gradeRowsOf, gradesOnPage, GRADE_COLUMNS } from '../../report-files/grades-file.js';
import type { ArmReport } from '../domain/report-by-arm.js';

/** Treated participants by arm, organ class and maximum grade. */
export const closedReportCsv = (reports: readonly ArmReport[]): string =>
  [
    csvLine(['arm', 'organClass', 'causes', ...GRADE_COLUMNS.map((grade) => `grade ${grade}`), 'participants']),
    ...reports.flatMap(({ arm, grades }) =>
      gradeRowsOf(grades).map(({ organClass, causes, tally }) =>
        csvLine([arm, organClass, causes, ...GRADE_COLUMNS.map((grade) => tally.byGrade[grade]), tally.dosed]),
      ),
    ),
  ].join('');

/** The counts side by side, then the grades of each arm with their chart. */
export function closedReportOnPage(reports: readonly ArmReport[]): Html {
  const counts = COUNTS.map(
    ([name, count]) =>
      markup`<tr><td>${name}</td>${reports.map((report) => markup`<td class="number">${count(report) ?? ''}</td>`)}</tr>\n`,
  );
  return markup`<table><thead><tr><th></th>${reports.map(({ arm }) => markup`<th>${arm}</th>`)}</tr></thead><tbody>
${counts}</tbody></table>
${reports.map(({ arm, grades }) => markup`<h2>${arm}</h2>\n${gradesOnPage(grades)}`)}`;
}

const COUNTS: readonly (readonly [name: string, count: (report: ArmReport) => number | undefined])[] = [
  ['Treated participants', ({ participants }) => participants],
  ['Adverse events', ({ events }) => events],
  ['Serious adverse events', ({ seriousEvents }) => seriousEvents],
  ['Serious suspected reactions', ({ seriousReactions }) => seriousReactions],
  ['Participants who died of an event', ({ deaths }) => deaths],
  ['Events that threatened a digit', ({ digitThreatening }) => digitThreatening],
  ['Local toxicity: yes', ({ localToxicity }) => localToxicity?.yes],
  ['Local toxicity: no', ({ localToxicity }) => localToxicity?.no],
  ['Local toxicity: not assessed', ({ localToxicity }) => localToxicity?.notAssessed],
];
