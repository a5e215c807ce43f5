/** Roles that must never learn an allocation: what they obtain is compared byte by byte between two worlds. */
const BLINDED = new Set([
  'investigator',
  'study-nurse',
  'participant',
  'monitor',
  'data-manager',
  'safety-physician',
  'administrator',
  'listener',
]);

/**
 * What differs between two runs for a reason that has nothing to do with the trial. Each is replaced only where its value
 * has exactly this shape: anything hidden in it stays and shows (canaries in `compare-worlds.spec.ts`).
 */
export const MASKS = [
  {
    name: 'Date header',
    where: 'header date',
    shape:
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  },
  { name: 'span of a traceparent', where: 'traceparent', shape: /^[0-9a-f]{16}$/ },
  { name: 'time of a log line', where: 'log time', shape: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/ },
  // Its secret is drawn by chance, and shown once to whoever asked for it.
  { name: 'secret address of a calendar', where: 'calendar address', shape: /^[A-Za-z0-9_-]{43}$/ },
  // How many there are depends on how long a stream stays open by the wall clock.
  { name: 'keep-alive of a live stream', where: 'live block', shape: /^event: keep-alive\nid: \d{1,4}\ndata: $/ },
];

const shapeOf = (where) => MASKS.find((mask) => mask.where === where).shape;
const mask = (value, where) => (shapeOf(where).test(value) ? '·' : value);

/** Replaces the span of every traceparent; the trace itself is the caller's and is compared. */
export const maskSpans = (text) =>
  text.replace(
    /\b(00-[0-9a-f]{32}-)([0-9a-f]+)(-[0-9a-f]{2})\b/g,
    (_, trace, span, flags) => `${trace}${mask(span, 'traceparent')}${flags}`,
  );

/** Replaces the secret in the address of a calendar; whose calendar it is stands beside it and is compared. */
const maskCalendars = (text) =>
  text.replace(
    /(\/v1\/calendars\/)([^"\\]*)(\.ics)/g,
    (_, before, secret, after) => `${before}${mask(secret, 'calendar address')}${after}`,
  );

/**
 * One exchange as it is compared.
 * @param {Record<string, any>} exchange as `Api` writes it down
 */
export function comparable({ at, who, role, method, path, key, status, statusText, headers, text }) {
  const compared = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name.toLowerCase() === 'date' ? mask(value, 'header date') : value,
    ]),
  );
  return maskCalendars(
    maskSpans(JSON.stringify({ at, who, role, method, path, key, status, statusText, headers: compared, text })),
  );
}

/**
 * A log line as it is compared, or undefined for one whose number tells of the machine and not of the trial. What is left
 * out here is still read by `armsNamed`.
 */
export function comparableLine(line) {
  const read = parsed(line);
  if (!read) return line;
  if (isMachineLine(read)) return undefined;
  const { time, ...said } = read;
  return maskSpans(JSON.stringify({ time: mask(time ?? '', 'log time'), ...said }));
}

const EVERY_LINE = new Set(['time', 'level', 'service', 'speaker', 'event']);
const REQUEST = ['operation', 'status', 'problem', 'trace'];
const INTERRUPTIONS = new Set([
  'outbox-relay-interrupted',
  'deadline-sweep-interrupted',
  'audit-sealing-interrupted',
  'redis-away',
  'bells-not-taken',
  'bell-unanswered',
]);

/**
 * Lines whose number depends on timing: lost connections, repeats that were recognised, requests that came too early.
 * `says` is all they may say beside what every line says: one that says more is compared.
 */
const MACHINE_LINES = [
  {
    says: [],
    isOne: ({ speaker, event }) =>
      ['Server', 'ClientNats', 'ServerNats'].includes(speaker) && /^Nats(Status|Error): type: "\w+"/.test(event),
  },
  {
    says: ['type', 'eventId', 'outcome'],
    isOne: ({ event, outcome }) => event === 'event-handled' && outcome === 'seen',
  },
  { says: ['error'], isOne: ({ event }) => INTERRUPTIONS.has(event) },
  // What is put together depends on what waits; one that cannot be fired with others is fired alone.
  { says: ['deadlines', 'error'], isOne: ({ event }) => event === 'deadlines-parted' },
  // The rehearsal asks operations as often as it must until all is settled, and that depends on the machine.
  { says: REQUEST, isOne: ({ event, operation }) => event === 'request' && OPERATIONS.has(operation) },
  // Sent twice at once: whether the second finds the first still running is a matter of microseconds.
  {
    says: REQUEST,
    isOne: ({ event, problem }) => event === 'request' && problem === '/problems/request-still-running',
  },
  // Not now: the service was away while the script killed it or restarted NATS.
  { says: REQUEST, isOne: ({ event, status }) => event === 'request' && (status === 503 || status === 504) },
];

const isMachineLine = (line) =>
  MACHINE_LINES.some(
    ({ says, isOne }) => isOne(line) && Object.keys(line).every((name) => EVERY_LINE.has(name) || says.includes(name)),
  );

const OPERATIONS = new Set([
  'operations-status',
  'operations-progress',
  'platform-progress',
  'parked-messages',
  'deadline-counts',
  'audit-verification',
  'read-trial-clock',
]);

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Everything in which two worlds differ for blinded eyes: responses with headers in order; live events, events of the
 * open streams and log lines in any order, because what happens at once may be written in any order. As sets, since a
 * crash may send twice what was sent before; `counting` where nothing crashes: then each as often as in the other world.
 */
export function differences(one, other, { counting = false } = {}) {
  const lines = ({ logs }) =>
    Object.entries(logs).flatMap(([name, log]) =>
      log
        .map(comparableLine)
        .filter(Boolean)
        .map((line) => `${name} ${line}`),
    );
  const open = (world) => openEvents(world).map(maskSpans);
  const inAnyOrder = counting ? asBags : asSets;
  return [
    ...inOrder('response', blindedExchanges(one).map(comparable), blindedExchanges(other).map(comparable)),
    ...inAnyOrder('live event', liveEvents(one), liveEvents(other)),
    ...inAnyOrder('event', open(one), open(other)),
    ...inAnyOrder('log line', lines(one), lines(other)),
  ];
}

const blindedExchanges = ({ transcript }) => transcript.filter(({ role }) => BLINDED.has(role));
const liveEvents = ({ heard }) =>
  Object.entries(heard).flatMap(([who, blocks]) =>
    blocks.filter((block) => mask(block, 'live block') !== '·').map((block) => `${who} ${block}`),
  );
const openEvents = ({ events }) =>
  events
    .filter(({ stream }) => !stream.startsWith('restricted-'))
    .map(({ stream, ...said }) => `${stream} ${JSON.stringify(said)}`);

/** The words that name an arm, as the trial file has them: its codes and its labels. */
export const armWordsOf = ({ arms }) => arms.flatMap(({ code, name }) => [code, name]);

/**
 * Every place where blinded eyes, or whoever reads a log, would meet a word that names an arm: as a whole word, in any
 * case. Two worlds that both say too much may be equal; this looks at each by itself. It reads everything that is
 * compared, unmasked, and every log line, also those that are not compared.
 */
export function armsNamed(world, armWords) {
  const responses = blindedExchanges(world).map(
    ({ method, path, headers, text }) => `${method} ${path} ${JSON.stringify(headers)} ${text}`,
  );
  const lines = Object.entries(world.logs).flatMap(([name, log]) => log.map((line) => `${name} ${line}`));
  return [
    ...naming('response', responses, armWords),
    ...naming('live event', liveEvents(world), armWords),
    ...naming('event', openEvents(world), armWords),
    ...naming('log line', lines, armWords),
  ];
}

function naming(kind, texts, armWords) {
  const patterns = armWords.map((word) => [word, wholeWord(word)]);
  return texts.flatMap((text) =>
    patterns.filter(([, pattern]) => pattern.test(text)).map(([word]) => `${kind} names ${word}: ${text}`),
  );
}

/** Neither letter nor digit before or after, so that `mscan` is not `msc`, and `arm_msc` and `"MSC"` are. */
function wholeWord(word) {
  // In a JSON text a label stands as JSON writes it.
  const spellings = [word, JSON.stringify(word).slice(1, -1)].map((text) =>
    text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(${[...new Set(spellings)].join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

export function inOrder(kind, one, other) {
  const found = [];
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    if (one[index] !== other[index])
      found.push(`${kind} ${index}:\n  ${one[index] ?? '(none)'}\n  ${other[index] ?? '(none)'}`);
  }
  return found;
}

function asSets(kind, one, other) {
  const [first, second] = [new Set(one), new Set(other)];
  return [
    ...[...first].filter((item) => !second.has(item)).map((item) => `${kind} only in the first world: ${item}`),
    ...[...second].filter((item) => !first.has(item)).map((item) => `${kind} only in the second world: ${item}`),
  ];
}

/** Like `asSets`, but the third of three is another thing than the second. */
export const asBags = (kind, one, other) => asSets(kind, numbered(one), numbered(other));

function numbered(items) {
  const times = new Map();
  return items.map((item) => {
    const time = (times.get(item) ?? 0) + 1;
    times.set(item, time);
    return time === 1 ? item : `${item} (time ${time})`;
  });
}

/** How much was compared. */
export const compared = ({ transcript, heard, events, logs }) => ({
  responses: blindedExchanges({ transcript }).length,
  liveEvents: Object.values(heard).flat().length,
  events: events.length,
  logLines: Object.values(logs).flat().length,
});
