import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON for programs and Markdown for people, into an ignored folder; the Markdown is also what is printed. */
export function writeReport(folder, outcome) {
  mkdirSync(folder, { recursive: true });
  const markdown = asMarkdown(outcome);
  const { invariants, rounds, times, seconds } = outcome;
  writeFileSync(join(folder, 'blinding.json'), `${JSON.stringify({ invariants, rounds, times, seconds }, null, 2)}\n`);
  writeFileSync(join(folder, 'blinding.md'), markdown);
  return markdown;
}

function asMarkdown({ rounds, invariants, catalogue, times, seconds }) {
  return [
    '# Blinding',
    '',
    `${rounds.length} rounds of four participants in two worlds, arms swapped, in ${seconds} s.`,
    '',
    '| | What must hold | Seen as |',
    '|---|---|---|',
    ...invariants.map(
      ({ holds, name, evidence }) => `| ${holds ? 'holds' : '**FAILS**'} | ${name} | ${cell(evidence)} |`,
    ),
    '',
    'Not planted:',
    '',
    ...catalogue
      .filter(({ notPlanted }) => notPlanted)
      .map(({ id, channel, notPlanted }) => `- ${id}, ${channel}: ${notPlanted}`),
    '',
    '## Response times',
    '',
    'Measured and not asserted. Times are distances from the median of their question in their world, in milliseconds;',
    'the last column is the smallest shift between the arms that the test would have seen with 80 % power at 5 %.',
    '',
    '| | n | Difference of medians | Chance that the first arm is slower | p | Detectable |',
    '|---|---|---|---|---|---|',
    ...times.map(
      ({ what, n, difference, superiority, p, detectable }) =>
        `| ${what} | ${n.join(' + ')} | ${difference.toFixed(3)} | ${superiority.toFixed(3)} | ${p.toPrecision(2)} | ${detectable.toFixed(3)} |`,
    ),
    '',
  ].join('\n');
}

const cell = (text) => text.replaceAll('\n', ' ').replaceAll('|', '\\|').slice(0, 400);
