import { csvLine, markup, stackedBars, type Html } from '@trial/files';
import type { MaximumGradeTable, Tally } from '../domain/maximum-grade.js';

export const GRADE_COLUMNS = [0, 1, 2, 3, 4, 5, 'unknown'] as const;
const LEGEND = ['1', '2', '3', '4', '5', 'unknown'];

/** Treated participants by organ class and maximum grade: all causes and suspected reactions, the classes and overall. */
export const gradesCsv = (table: MaximumGradeTable): string =>
  [
    csvLine(['organClass', 'causes', ...GRADE_COLUMNS.map((grade) => `grade ${grade}`), 'participants']),
    ...gradeRowsOf(table).map(({ organClass, causes, tally }) =>
      csvLine([organClass, causes, ...GRADE_COLUMNS.map((grade) => tally.byGrade[grade]), tally.dosed]),
    ),
  ].join('');

/** The same to look at: bars of the classes in which anything happened, and the whole table. */
export function gradesOnPage(table: MaximumGradeTable): Html {
  const bars = [...table.rows, { organClass: 'Overall', ...table.overall }]
    .filter(({ all }) => all.any > 0)
    .map(({ organClass, all }) => ({
      label: organClass,
      values: GRADE_COLUMNS.slice(1).map((grade) => all.byGrade[grade]),
    }));
  const chart = stackedBars('Participants by maximum grade, all causes', LEGEND, bars, table.overall.all.dosed);
  const head = GRADE_COLUMNS.map((grade) => markup`<th>${grade}</th>`);
  const rows = gradeRowsOf(table).map(
    ({ organClass, causes, tally }) =>
      markup`<tr><td>${organClass}</td><td>${causes}</td>${GRADE_COLUMNS.map(
        (grade) => markup`<td class="number">${tally.byGrade[grade]}</td>`,
      )}</tr>\n`,
  );
  return markup`<p>Treated participants: ${table.overall.all.dosed}. Each counts once in a class, so classes do not add up to overall. From treatment to the end of day ${table.cutOffDay}; CTCAE ${table.ctcaeVersion}.</p>
${chart}<table><thead><tr><th>Organ class</th><th>Causes</th>${head}</tr></thead><tbody>
${rows}</tbody></table>
`;
}

/** A line of the table; the last two are overall. */
export interface GradeRow {
  readonly organClass: string;
  readonly causes: 'all' | 'suspected';
  readonly tally: Tally;
}

export const gradeRowsOf = (table: MaximumGradeTable): readonly GradeRow[] =>
  [...table.rows, { organClass: 'Overall', ...table.overall }].flatMap(({ organClass, all, related }): GradeRow[] => [
    { organClass, causes: 'all', tally: all },
    { organClass, causes: 'suspected', tally: related },
  ]);
