import { asBags, armsNamed, differences, inOrder } from '../rehearsal/compare-worlds.mjs';
import { comparableMetrics } from './exposition.mjs';
import { comparableLook } from './operations-looks.mjs';

/**
 * Everything in which two rounds differ for blinded eyes, and every place where one of them names an arm, chapter by
 * chapter. `kind` says through which channel it came.
 * @returns {{ kind: string, text: string }[]}
 */
export function findingsIn(one, other, armWords) {
  const found = [];
  const titles = inOrder('chapter', one.map(titleOf), other.map(titleOf));
  if (titles.length > 0) return [{ kind: 'chapter', text: titles[0] }];
  for (const [index, chapter] of one.entries()) {
    const twin = other[index];
    const texts = [
      ...differences(looking(chapter), looking(twin), { counting: true }),
      ...metricDifferences(chapter, twin),
      ...orderDifferences(chapter, twin),
    ];
    found.push(...texts.map((text) => ({ kind: kindOf(text), text: `${chapter.title}: ${text}` })));
    const named = [chapter, twin].flatMap((world) => [
      ...armsNamed(world, armWords),
      ...metricsNaming(world, armWords),
    ]);
    found.push(...named.map((text) => ({ kind: 'naming', text: `${chapter.title}: ${text}` })));
  }
  return found;
}

const titleOf = ({ title }) => title;

const KINDS = ['response', 'live event', 'order of events', 'event', 'log line', 'metric'];
const kindOf = (text) => KINDS.find((kind) => text.startsWith(kind)) ?? 'other';

const looking = (chapter) => ({ ...chapter, transcript: chapter.transcript.map(comparableLook) });

const metricDifferences = (one, other) =>
  Object.keys({ ...one.metrics, ...other.metrics }).flatMap((name) =>
    asBags('metric', linesOf(one, name), linesOf(other, name)),
  );

const linesOf = ({ metrics }, name) => comparableMetrics(metrics[name] ?? '').map((line) => `${name} ${line}`);

const metricsNaming = ({ metrics }, armWords) => {
  const lines = Object.entries(metrics).map(([name, text]) => [`metrics of ${name}`, text.split('\n')]);
  return armsNamed({ transcript: [], heard: {}, events: [], logs: Object.fromEntries(lines) }, armWords);
};

/**
 * What one cause made one service say is said in one order, in its stream and to whoever listens. Between causes the
 * order is a matter of timing.
 */
function orderDifferences(one, other) {
  return asBags('order of events', ordersIn(one), ordersIn(other));
}

function ordersIn({ events, heard }) {
  const causes = new Map(events.map(({ stream, event }) => [event.id, `${stream} ${event.causationid}`]));
  const listeners = Object.entries(heard).map(([who, blocks]) => [who, blocks.flatMap(idOf)]);
  return [['the stream', events.map(({ event }) => event.id)], ...listeners].flatMap(([where, ids]) => {
    const byCause = new Map();
    for (const id of ids.filter((known) => causes.has(known)))
      byCause.set(causes.get(id), [...(byCause.get(causes.get(id)) ?? []), id]);
    return [...byCause].map(([cause, order]) => `${where}, ${cause}: ${order.join(' ')}`);
  });
}

const idOf = (block) => /^id: (.+)$/m.exec(block)?.slice(1) ?? [];
