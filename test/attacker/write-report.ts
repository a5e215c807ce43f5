import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import type { Verdict } from './attack.js';

interface Report {
  readonly people: number;
  readonly read: { readonly bytes: number; readonly files: number; readonly rows: number; readonly tables: number };
  readonly forms: number;
  readonly secrets: readonly string[];
  readonly attacks: readonly { readonly name: string; readonly verdicts: readonly Verdict[] }[];
}

/** What the attacker read and what came of it, for people, into an ignored folder. */
export function writeReport({ people, read, forms, secrets, attacks }: Report): void {
  const folder = join(checkout, '.reports');
  mkdirSync(folder, { recursive: true });
  const lines = [
    '# The attacker',
    '',
    `${people} allocations. Read: ${read.tables} tables, streams and logs with ${read.rows} rows; ${read.files} files with ${Math.round(read.bytes / 2 ** 20)} MB.`,
    `Searched for ${forms} forms of arms, seed and key: ${secrets.length} found.`,
    '',
    'p is two-sided and corrected for the number tried within a classifier; adjusted, by Holm for all classifiers.',
    ...attacks.flatMap(({ name, verdicts }) => ['', `## ${name}`, '', ...table(verdicts)]),
    '',
  ];
  writeFileSync(join(folder, 'attacker.md'), lines.join('\n'));
}

const table = (verdicts: readonly Verdict[]): string[] => [
  '| classifier | tried | z of the furthest | p | adjusted | right | furthest |',
  '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
  ...verdicts.map(({ classifier, tried, z, p, adjusted, accuracy, best }) => {
    const right = accuracy === undefined ? '' : `${(accuracy * 100).toFixed(1)} %`;
    return `| ${classifier} | ${tried} | ${z.toFixed(2)} | ${p.toPrecision(3)} | ${adjusted.toPrecision(3)} | ${right} | ${best.replaceAll('|', '/').slice(0, 100)} |`;
  }),
];
