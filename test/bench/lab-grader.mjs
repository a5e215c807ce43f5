import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { serve } from './floor/part.mjs';
import { oneCoreInTurns } from './one-core.mjs';

const built = (path) => import(join(checkout, 'dist/apps/safety/src/domain', path));
const { criteriaOf } = await built('ctcae/criteria.js');
const { gradeByCriterion } = await built('ctcae/grade-lab-result.js');
const { termBySlug } = await built('ctcae/terms.js');
const { gradeLabRequest } = await built('grade-labs/grade-lab-request.js');
const { gradeLine } = await built('grade-labs/grade-line.js');

const RESULTS = 20_000;
const VERSION = '4.03';
const POLICY = 'worst';
const FACTS = { symptomatic: true, onAnticoagulation: false };

/** A line for every criterion in turn, over all of its grades; one in twenty is below a limit of quantification. */
const lines = Array.from({ length: RESULTS }, (_, number) => {
  const criteria = criteriaOf(VERSION);
  const { term, variant, unitSets } = criteria[number % criteria.length];
  const [{ unit }] = unitSets;
  return JSON.stringify({
    ...{ id: `r${number}`, term: termBySlug(VERSION, term).name, ...(variant ? { variant } : {}) },
    ...{ value: ((number * 7_919) % 4_000) / 20, unit: unit ?? 'U/L', lln: 20, uln: 40 },
    ...{ baseline: 30, baselineStatus: 'normal', facts: FACTS, ...(number % 20 === 0 ? { comparator: '<' } : {}) },
  });
});
const requests = lines.map((line) => JSON.parse(line));
const results = requests.map(({ value: number, comparator = '=', unit, lln: low, uln: high, baseline, facts }, at) => ({
  result: {
    ...{ value: { number, comparator, unit }, range: { low, high }, facts },
    baseline: { number: baseline, unit, status: 'normal' },
  },
  criterion: criteriaOf(VERSION)[at % criteriaOf(VERSION).length],
}));

serve(undefined, ({ seconds }) => {
  const [graded, proposed] = oneCoreInTurns(
    requests,
    [
      (request) => gradeLabRequest(request, VERSION, POLICY),
      (_, at) => gradeByCriterion(results[at].result, results[at].criterion, POLICY),
    ],
    seconds,
  );
  const [copied, answered] = oneCoreInTurns(
    lines,
    [
      (line) => JSON.stringify(JSON.parse(line)),
      (line, at) => JSON.stringify(gradeLine(line, at + 1, VERSION, POLICY)),
    ],
    seconds,
  );
  return { graded, proposed, copied, answered };
});
