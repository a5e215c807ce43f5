import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON for programs and Markdown for people, into an ignored folder; the Markdown is also what is printed. */
export function writeReport(folder, outcome) {
  mkdirSync(folder, { recursive: true });
  const markdown = asMarkdown(outcome);
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(outcome, null, 2)}\n`);
  writeFileSync(join(folder, 'bench.md'), markdown);
  return markdown;
}

/** The outcome as a page. */
export function asMarkdown({ date, revision, machine, seconds, suites }) {
  const { commit, changed } = revision;
  return [
    '# Bench',
    '',
    `${date}, commit ${commit}${changed ? ' with changes not committed' : ''}, ${seconds} s.`,
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.system}. Node ${machine.node}, Postgres ${machine.postgres}, NATS ${machine.nats}, Redis ${machine.redis}.`,
    `Load average before the run: ${machine.loadAverage.join(', ')}. "Load" is the average of the last minute at each figure, the bench's own load included.`,
    ...busy(machine),
    '',
    ...Object.entries(suites).flatMap(([name, figures]) => section(name, figures)),
  ].join('\n');
}

/** Other work at the same time takes from every figure, and not from each alike. */
const busy = ({ cores, loadAverage }) =>
  loadAverage[0] > cores / 2
    ? ['', '**The machine was busy with other work: these figures are indicative only.**']
    : [];

function section(name, figures) {
  return [
    `## ${name}`,
    '',
    ...table([
      ['', 'at a time', 'n', 'errors', 'per s', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms each', 'of its floor', 'load'],
      ...figures.map((figure) => [
        figure.name,
        atATime(figure),
        said(figure.n),
        said(figure.errors),
        figure.memoryMb === undefined ? said(figure.perSecond) : `${figure.memoryMb} MB`,
        said(figure.p50Ms),
        said(figure.p95Ms),
        said(figure.p99Ms),
        said(figure.cpuMsEach),
        ofItsFloor(figure),
        said(figure.loadAverage),
      ]),
    ]),
    ...figures.filter(({ complaints }) => complaints).map(complaintsOf),
    ...figures.filter(({ floor }) => floor).map(floorOf),
    '',
  ];
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)];
}

const said = (value) => (value === undefined || value === null ? '' : String(value));

const atATime = ({ callers, rate }) => (rate === undefined ? said(callers) : `${rate}/s`);

const ofItsFloor = ({ ratio, ratioFrom, ratioTo }) =>
  ratio === undefined ? '' : `${ratio} (${ratioFrom} to ${ratioTo})`;

const complaintsOf = ({ name, callers, complaints }) =>
  `\n${name}${callers === undefined ? '' : `, ${callers} at a time`}: ${Object.entries(complaints)
    .map(([complaint, count]) => `${count} × ${complaint}`)
    .join('; ')}`;

const floorOf = ({ name, callers, floor, aim }) =>
  `\n${name}${callers === undefined ? '' : `, ${callers} at a time`}: floor is "${floor}"; aim ${aim}.`;
