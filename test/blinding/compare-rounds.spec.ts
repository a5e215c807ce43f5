import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsIn } from './compare-rounds.mjs';
import { catalogue, plantedLeaks } from './leaks/catalogue.mjs';

const WORDS = ['msc', 'placebo'];
const anEvent = (id: string, more: object = {}) => ({
  stream: 'scheduling',
  subject: 'scheduling.visit.planned.v1',
  headers: [],
  bytes: 10,
  event: { id, causationid: 'treated', ...more },
});
const aBlock = (id: string) => `event: scheduling.visit.planned.v1\nid: ${id}\ndata: {}`;
const aChapter = (more: object = {}) => ({
  title: 'treated, participant 1',
  transcript: [
    {
      at: '1',
      who: 'monitor',
      role: 'monitor',
      method: 'GET',
      path: '/a',
      key: null,
      status: 200,
      headers: {},
      text: '',
    },
  ],
  events: [anEvent('1'), anEvent('2')],
  heard: { monitor: [aBlock('1'), aBlock('2')] },
  metrics: { safety: 'safety_backlog{kind="armed"} 4' },
  logs: { safety: ['{"event":"visit-recorded"}'] },
  ...more,
});
const kinds = (one: object, other: object): string[] => [
  ...new Set(findingsIn([one], [other], WORDS).map(({ kind }) => kind)),
];

describe('two rounds', () => {
  it('that are the same have no findings', () => {
    expect(findingsIn([aChapter()], [aChapter()], WORDS)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['an event more', { events: [anEvent('1'), anEvent('2'), anEvent('2')] }, ['event', 'order of events']],
    ['another order of what one cause said', { events: [anEvent('2'), anEvent('1')] }, ['order of events']],
    ['another order of what somebody heard', { heard: { monitor: [aBlock('2'), aBlock('1')] } }, ['order of events']],
    ['a log line twice', { logs: { safety: Array(2).fill('{"event":"visit-recorded"}') } }, ['log line']],
    ['another value of a metric', { metrics: { safety: 'safety_backlog{kind="armed"} 5' } }, ['metric']],
    ['another answer', { transcript: [] }, ['response']],
    ['another script', { title: 'treated, participant 2' }, ['chapter']],
    ['an arm in a label', { metrics: { safety: 'visits{product="msc"} 1' } }, ['metric', 'naming']],
  ])('differ by %s', (_, more, expected) => {
    expect(kinds(aChapter(), aChapter(more))).toEqual(expected);
  });

  it('that both name an arm are found although they are equal', () => {
    const saying = aChapter({ metrics: { safety: 'visits_of_placebo 1' } });
    expect(kinds(saying, saying)).toEqual(['naming']);
  });

  it('may order what two causes said as it came', () => {
    const [one, other] = [anEvent('1', { causationid: 'a' }), anEvent('2', { causationid: 'b' })];
    const heard = { monitor: [] };
    expect(kinds(aChapter({ heard, events: [one, other] }), aChapter({ heard, events: [other, one] }))).toEqual([]);
  });

  it('differ when the same is said of one half of the participants here and of the other half there', () => {
    const [silent, saying] = [aChapter({ logs: {} }), aChapter()];
    expect(findingsIn([silent, saying], [saying, silent], WORDS)).not.toEqual([]);
  });
});

describe('the catalogue of leaks', () => {
  const ids = catalogue.map(({ id }) => id);

  it('is SEC41 to SEC65, each planted or with the reason why not', () => {
    expect(ids).toEqual(Array.from({ length: 25 }, (_, index) => `SEC${41 + index}`));
    for (const { leak, notPlanted } of catalogue) expect(Boolean(leak)).toBe(!notPlanted);
  });

  it('is the table of the README', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| (SEC\d\d) +\| (.+?) +\| .+? +\| (yes|no)\b/gm)].map(([, ...row]) => row);
    expect(rows).toEqual(catalogue.map(({ id, channel, leak }) => [id, channel, leak ? 'yes' : 'no']));
  });

  it('has a way in which each planted leak must be caught', () => {
    const known = [
      'response',
      'live event',
      'order of events',
      'event',
      'log line',
      'metric',
      'naming',
      'response time',
    ];
    const planted = catalogue.filter(({ leak }) => leak);
    expect(planted.length).toBeGreaterThanOrEqual(15);
    for (const { id, shows } of planted) {
      expect(plantedLeaks.has(id)).toBe(true);
      expect(known).toContain(shows);
    }
  });
});
