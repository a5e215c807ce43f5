/** A number as the exposition writes it; the mean of nothing is `Nan`. */
const NUMBER = /^(\d+(\.\d+)?(e[+-]\d+)?|Nan)$/;
const WORD = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * Families whose values tell of the machine: memory, processor, event loop, handles. Masked is the value and nothing
 * else, and only of samples whose labels are exactly those named here, with values that are one word; how many such
 * samples there are is a matter of timing too (one per kind of handle in use). What else such a family says stays.
 */
export const MASKED_FAMILIES = [
  { family: /^process_cpu_(user_|system_)?seconds_total$/, labels: [] },
  { family: /^process_(start_time_seconds|resident_memory_bytes|virtual_memory_bytes|heap_bytes)$/, labels: [] },
  { family: /^process_(open|max)_fds$/, labels: [] },
  { family: /^nodejs_eventloop_lag_((min|max|mean|stddev|p50|p90|p99)_)?seconds$/, labels: [] },
  { family: /^nodejs_active_(handles|resources|requests)$/, labels: ['type'] },
  { family: /^nodejs_active_(handles|resources|requests)_total$/, labels: [] },
  { family: /^nodejs_heap_size_(total|used)_bytes$/, labels: [] },
  { family: /^nodejs_external_memory_bytes$/, labels: [] },
  { family: /^nodejs_heap_space_size_(total|used|available)_bytes$/, labels: ['space'] },
  { family: /^nodejs_gc_duration_seconds_bucket$/, labels: ['le', 'kind'] },
  { family: /^nodejs_gc_duration_seconds_(sum|count)$/, labels: ['kind'] },
];

/**
 * What a process says at `/metrics`, as it is compared: every line, in order, without what is masked.
 * @param {string} text
 * @returns {string[]}
 */
export function comparableMetrics(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => (isMasked(line) ? [] : [line]));
}

function isMasked(line) {
  const sample = /^(?<name>[A-Za-z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>\S+)$/.exec(line)?.groups;
  if (!sample) return false;
  const masked = MASKED_FAMILIES.find(({ family }) => family.test(sample.name));
  if (!masked || !NUMBER.test(sample.value)) return false;
  const labels = labelsOf(sample.labels ?? '');
  return (
    labels !== undefined &&
    labels.length === masked.labels.length &&
    labels.every(([name, value], index) => name === masked.labels[index] && isWord(name, value))
  );
}

const isWord = (name, value) => (name === 'le' ? /^(\+Inf|[\d.]+)$/ : WORD).test(value);

/** Names and values in order; undefined for what is no list of labels. */
function labelsOf(text) {
  if (text === '') return [];
  const pairs = text.split(',').map((pair) => /^(\w+)="([^"\\]*)"$/.exec(pair)?.slice(1));
  return pairs.every(Boolean) ? pairs : undefined;
}
