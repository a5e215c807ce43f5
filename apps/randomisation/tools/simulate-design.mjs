#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Tries a randomisation design on simulated participants before anybody relies on it: how far the arms are from their
 * ratio, and how well the next arm is guessed. Runs the engines of the platform, from the build in `dist/`.
 *
 *   simulate-design --trial FILE [--method permuted-blocks|simple|minimisation] [--block-sizes 4,6]
 *                   [--factor CODE=LEVEL,LEVEL …] [--preference 800] [--imbalance range|variance]
 *                   [--participants N] [--runs 1000] [--seed TEXT] [--json]
 *
 * What is not said is as in the trial file, where block sizes never stand; a factor replaces all of the file's. Exit 2 if it was not called as it must be.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const built = (path) => import(join(root, 'dist', path));
const { loadTrial } = await built('libs/trial-configuration/src/index.js');
const { strataOf } = await built('apps/randomisation/src/domain/stratum.js');
const { simulate } = await built('apps/randomisation/src/domain/simulation.js');

const USAGE =
  'Usage: simulate-design --trial FILE [--method permuted-blocks|simple|minimisation] [--block-sizes 4,6]\n' +
  '  [--factor CODE=LEVEL,LEVEL …] [--preference 501…999] [--imbalance range|variance] [--participants N] [--runs N] [--seed TEXT] [--json]';

function main() {
  const options = optionsFrom(process.argv.slice(2));
  const trial = loadTrial(options.trial);
  const { strata, target } = trial.randomisation;
  const factors = options.factor?.map(factorFrom) ?? strata;
  const participants = wholeFrom(options.participants ?? String(target));
  const specification = specificationFrom(options, trial, factors, participants);
  const runs = wholeFrom(options.runs);
  const seed = createHash('sha256').update(options.seed).digest('hex');
  const report = simulate({ specification, factors, participants, runs, seed });
  const { arms, length: _, ...design } = specification;
  const simulated = { trial: `${trial.id} ${trial.version}`, arms, design, participants, runs, seed: options.seed };
  console.log(options.json ? JSON.stringify({ ...simulated, ...report }, null, 2) : tableOf(simulated, report));
}

function optionsFrom(words) {
  const text = { type: 'string' };
  const { values } = parseArgs({
    args: words,
    options: {
      trial: text,
      method: text,
      'block-sizes': text,
      preference: text,
      imbalance: text,
      factor: { ...text, multiple: true },
      participants: text,
      runs: { ...text, default: '1000' },
      seed: { ...text, default: 'simulation' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.trial) throw new Error('which trial?');
  return values;
}

/** The design of the trial file, with what was said instead; `simulate` refuses what is no design. */
function specificationFrom(options, { arms: ofTrial, randomisation }, factors, participants) {
  const method = options.method ?? randomisation.scheme;
  const arms = ofTrial.map(({ code, ratio }) => ({ code, ratio }));
  const strata = strataOf(factors);
  switch (method) {
    case 'permuted-blocks': {
      if (!options['block-sizes']) throw new Error('permuted blocks have sizes: --block-sizes 4,6');
      const blockSizes = options['block-sizes'].split(',').map(wholeFrom);
      return { method, arms, strata, blockSizes, length: Math.max(participants, ...blockSizes) };
    }
    case 'simple':
      return { method, arms, strata, length: participants };
    case 'minimisation':
      return {
        method,
        arms,
        factors: factors.map(({ code, levels, weight = 1 }) => ({ code, levels, weight })),
        imbalance: oneOf(['range', 'variance'], options.imbalance ?? randomisation.imbalance ?? 'range'),
        preferencePerThousand: wholeFrom(options.preference ?? String(randomisation.preferencePerThousand ?? 800)),
        length: participants,
      };
    default:
      throw new Error(`there is no method ${method}`);
  }
}

function factorFrom(text) {
  const [, code, levels] = /^([^=,]+)=([^=]+)$/.exec(text) ?? [];
  if (!levels) throw new Error(`${text} is no factor such as ulcers=one,more`);
  return { code, levels: levels.split(',') };
}

function wholeFrom(text) {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${text} is no whole number from 1`);
  return Number(text);
}

function oneOf(words, said) {
  if (!words.includes(said)) throw new Error(`${said} is none of ${words.join(', ')}`);
  return said;
}

function tableOf({ trial, arms, design, participants, runs, seed }, { imbalance, levels, guessed }) {
  const ratio = arms.map(({ code, ratio: part }) => `${code} ${part}`).join(' : ');
  const percent = (part) => `${(100 * part).toFixed(1)} %`;
  const number = (value) => value.toFixed(2);
  const spread = (of, { mean, percentile95, worst, partWithWorst }) => [
    of,
    number(mean),
    number(percentile95),
    number(worst),
    percent(partWithWorst),
  ];
  const share = (of, { mean, standardError }) => [of, percent(mean), `± ${percent(1.96 * standardError)}`];
  return [
    `${trial}: ${ratio}, ${design.method}, ${saysOf(design)}`,
    `${participants} participants, ${runs} simulated trials, seed ${seed}; levels of a factor taken as equally common`,
    '',
    'Imbalance: the largest distance of an arm from its share, in participants',
    ...columns([
      ['', 'mean', '95 of 100 up to', 'worst', 'which happens in'],
      ...imbalance.flatMap((one, i) => (isShown(i + 1, participants) ? [spread(`after ${i + 1}`, one)] : [])),
      ...levels.map(({ factor, level, imbalance: one }) => spread(`${factor} ${level}`, one)),
    ]),
    '',
    'Next arms guessed right, with 95 % limits of the simulation',
    ...columns([
      ['knowing nothing', percent(guessed.blindly), 'exact'],
      share('by convergence, knowing who got what', guessed.byConvergence),
      share('knowing the method and its secrets as well', guessed.knowingTheMethod),
      share('not guessed but certain, knowing those', guessed.certain),
    ]),
  ].join('\n');
}

const saysOf = ({ strata, blockSizes, factors, imbalance, preferencePerThousand }) =>
  [
    blockSizes && `blocks of ${blockSizes.join(' and ')}`,
    strata && `strata ${strata.join(', ')}`,
    factors && `factors ${factors.map(({ code, weight }) => `${code} (weight ${weight})`).join(', ')}`,
    imbalance && `${imbalance}, preference ${preferencePerThousand} of 1000`,
  ]
    .filter(Boolean)
    .join(', ');

/** About ten lines, and the end. */
const isShown = (after, participants) =>
  after === participants || after % Math.max(1, Math.ceil(participants / 10)) === 0;

function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
}

try {
  main();
} catch (error) {
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
