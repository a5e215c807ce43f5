import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON for programs and Markdown for people, into an ignored folder; the Markdown is also what is printed. */
export function writeReport(folder, outcome) {
  mkdirSync(folder, { recursive: true });
  const markdown = asMarkdown(outcome);
  writeFileSync(join(folder, 'rehearsal.json'), `${JSON.stringify(outcome, null, 2)}\n`);
  writeFileSync(join(folder, 'rehearsal.md'), markdown);
  return markdown;
}

function asMarkdown({ options, report, invariants, mishaps, run }) {
  return [
    `# Rehearsal of ${options.trial}, seed ${options.seed}`,
    '',
    `${options.participants} participants, ${run.days} days, six services, ${run.counts.steps} steps of time, ${run.counts.exchanges} exchanges over the API, ${run.counts.events} events.`,
    '',
    ...(report ? figures(report) : ['It broke off: there are no figures.', '']),
    '## Mishaps',
    '',
    ...mishaps.map(({ at, what }) => `- ${at}: ${what}`),
    '',
    '## Invariants',
    '',
    '| | Invariant | Evidence |',
    '|---|---|---|',
    ...invariants.map(
      ({ holds, name, evidence }) =>
        `| ${holds ? 'holds' : '**FAILS**'} | ${name} | ${evidence.replaceAll('\n', ' ').slice(0, 400)} |`,
    ),
    '',
    `Ready after ${run.seconds.starting.toFixed(1)} s, trial in ${run.seconds.trial.toFixed(1)} s, ${run.memoryMb} MB resident in the six services, ${run.seconds.total.toFixed(1)} s in all.`,
    '',
  ].join('\n');
}

function figures(report) {
  return [
    ...section('Enrolment', report.enrolment),
    ...section('Visits', report.visits),
    ...section('Forms', withoutNested(report.forms)),
    ...instruments(report.forms.byInstrument),
    ...section('Laboratory results', report.laboratory),
    ...section('Adverse events', {
      ...withoutNested(report.adverseEvents),
      ...prefixed('confirmed, ', report.adverseEvents.byGrade),
    }),
    ...section('Reporting clocks', report.clocks),
    ...(report.localToxicity ? localToxicity(report.localToxicity) : []),
    ...maximumGrades(report.maximumGrades),
  ];
}

const section = (title, figures) => [
  `## ${title}`,
  '',
  '| | |',
  '|---|---|',
  ...Object.entries(figures).map(([name, value]) => `| ${name} | ${value} |`),
  '',
];
const withoutNested = (figures) =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value !== 'object'));
const prefixed = (prefix, figures) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [prefix + name, value]));

const instruments = (byInstrument) => [
  '| Instrument | Assigned | Answered | Mean scores |',
  '|---|---|---|---|',
  ...Object.entries(byInstrument).map(
    ([name, { assigned, answered, meanScores }]) =>
      `| ${name} | ${assigned} | ${answered} | ${Object.entries(meanScores)
        .map(([score, { mean, n }]) => `${score} ${mean} (n ${n})`)
        .join(', ')} |`,
  ),
  '',
];

const localToxicity = ({ untilDay, participants, yes, no, notAssessed, adverseEvents, unlinked, rows }) => [
  ...section(`Local toxicity to day ${untilDay} (${participants} treated, arms pooled)`, {
    ...{ yes, no, 'not assessed': notAssessed, 'adverse events linked': adverseEvents },
    ...prefixed('findings without one, ', unlinked),
  }),
  '| Limb | Item | New | Worse | Participants |',
  '|---|---|---|---|---|',
  ...rows.map((row) => `| ${row.limb} | ${row.item} | ${row.new} | ${row.worse} | ${row.participants} |`),
  '',
];

const GRADES = ['0', '1', '2', '3', '4', '5', 'unknown'];

const maximumGrades = ({ untilDay, participants, rows }) => [
  `## Maximum grade per organ system to day ${untilDay} (${participants} treated, arms pooled)`,
  '',
  `| Organ system | ${GRADES.join(' | ')} | events of local toxicity |`,
  `|---|${GRADES.map(() => '---').join('|')}|---|`,
  ...rows.map(
    ({ organClass, grades, localToxicity: events }) =>
      `| ${organClass} | ${GRADES.map((grade) => grades[grade] ?? 0).join(' | ')} | ${events} |`,
  ),
  '',
];
