import { collectDefaultMetrics, Registry } from 'prom-client';
import { comparableMetrics, MASKED_FAMILIES } from './exposition.mjs';

/** One honest sample of every masked family, and the same with something hidden in it. */
const CANARIES: Record<string, { honest: string; leaking: readonly string[] }> = {
  process_cpu_seconds_total: {
    honest: 'process_cpu_seconds_total 1.25',
    leaking: ['process_cpu_seconds_total{arm="a"} 1.25', 'process_cpu_seconds_total 0x7'],
  },
  process_resident_memory_bytes: {
    honest: 'process_resident_memory_bytes 123456',
    leaking: ['process_resident_memory_bytes{product="b"} 123456'],
  },
  process_open_fds: { honest: 'process_open_fds 41', leaking: ['process_open_fds{product="b"} 41'] },
  nodejs_eventloop_lag_seconds: {
    honest: 'nodejs_eventloop_lag_p99_seconds 0.01',
    leaking: ['nodejs_eventloop_lag_placebo_seconds 0.01', 'nodejs_eventloop_lag_p99_seconds{of="b"} 0.01'],
  },
  nodejs_active_handles: {
    honest: 'nodejs_active_handles{type="Socket"} 21',
    leaking: [
      'nodejs_active_handles{type="Socket",product="b"} 21',
      'nodejs_active_handles{product="b"} 21',
      'nodejs_active_handles{type="Socket of a bag"} 21',
      'nodejs_active_handles{type="Socket"} 21 # b',
    ],
  },
  nodejs_active_handles_total: {
    honest: 'nodejs_active_handles_total 21',
    leaking: ['nodejs_active_handles_total{type="b"} 21'],
  },
  nodejs_heap_size_total_bytes: {
    honest: 'nodejs_heap_size_used_bytes 31',
    leaking: ['nodejs_heap_size_bags_bytes 31'],
  },
  nodejs_external_memory_bytes: {
    honest: 'nodejs_external_memory_bytes 31',
    leaking: ['nodejs_external_memory_bytes thirty'],
  },
  nodejs_heap_space_size_total_bytes: {
    honest: 'nodejs_heap_space_size_used_bytes{space="old"} 5.5e+06',
    leaking: ['nodejs_heap_space_size_used_bytes{space="old",kit="7"} 5'],
  },
  nodejs_gc_duration_seconds_bucket: {
    honest: 'nodejs_gc_duration_seconds_bucket{le="+Inf",kind="minor"} 3',
    leaking: ['nodejs_gc_duration_seconds_bucket{le="b",kind="minor"} 3'],
  },
  nodejs_gc_duration_seconds_sum: {
    honest: 'nodejs_gc_duration_seconds_sum{kind="minor"} 0.003',
    leaking: ['nodejs_gc_duration_seconds_sum{kind="minor",le="b"} 0.003'],
  },
};

describe('metrics, as two worlds are compared by them', () => {
  it('have a canary for every masked family', () => {
    const names = Object.keys(CANARIES);
    for (const { family } of MASKED_FAMILIES) expect(names.some((name) => family.test(name))).toBe(true);
    expect(names).toHaveLength(MASKED_FAMILIES.length);
  });

  it.each(Object.entries(CANARIES))('%s: the value alone is masked', (_, { honest, leaking }) => {
    expect(comparableMetrics(honest)).toEqual([]);
    for (const leak of leaking) expect(comparableMetrics(leak)).toEqual([leak]);
  });

  it('keep what a service counts, what families are said to be, and every line that cannot be read', () => {
    const lines = [
      '# HELP scheduling_backlog Rows waiting',
      '# TYPE scheduling_backlog gauge',
      'scheduling_backlog{kind="armed"} 4',
      'nodejs_version_info{version="v20.1.0",major="20"} 1',
      'not a sample',
    ];
    expect(comparableMetrics(lines.join('\n'))).toEqual(lines);
  });

  it('of a process that does nothing are all masked but for its version and what the families are', async () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const left = comparableMetrics(await registry.metrics()).filter((line) => !line.startsWith('#'));
    expect(left).toEqual([expect.stringMatching(/^nodejs_version_info\{/)]);
    registry.clear();
  });
});
