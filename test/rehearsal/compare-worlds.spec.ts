import { armsNamed, armWordsOf, comparable, comparableLine, differences, MASKS, maskSpans } from './compare-worlds.mjs';

interface Exchange {
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly status: number;
  readonly statusText?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
interface World {
  readonly transcript: readonly Exchange[];
  readonly heard: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly { readonly stream: string; readonly subject?: string; readonly event: object }[];
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

const DATE = 'Mon, 03 Mar 2025 08:00:00 GMT';
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736';

const anExchange = (more: Partial<Exchange> = {}): Exchange => ({
  at: '2025-03-03T08:00:00Z',
  who: 'investigator-umcu',
  role: 'investigator',
  method: 'GET',
  path: '/trials/T/participants',
  key: null,
  status: 200,
  headers: { date: DATE, 'content-type': 'application/json' },
  text: '{"items":[]}',
  ...more,
});
const aLine = (more: object = {}) =>
  JSON.stringify({ time: '2025-03-03T08:00:00.000Z', level: 'info', event: 'result-recorded', ...more });
const theEvent = () => ({
  stream: 'lab',
  event: { id: '1', traceparent: `${TRACE}-00f067aa0ba902b7-01`, data: { number: 5 } },
});
const aWorld = (more: Partial<World> = {}): World => ({
  transcript: [anExchange()],
  heard: { monitor: ['event: visit.done\ndata: {"visitId":"1"}'] },
  events: [theEvent()],
  logs: { safety: [aLine()] },
  ...more,
});

const HEARD = 'event: visit.done\ndata: {"visitId":"1"}';
const KEEP_ALIVE = 'event: keep-alive\nid: 1\ndata: ';

/** Where each mask is applied: an honest pair that must compare equal, and a leak put into the same field. */
/** Somebody asked for a calendar. */
function calendarWorld(secret: string): World {
  return aWorld({ transcript: [anExchange({ text: `{"path":"/v1/calendars/${secret}.ics"}` })] });
}

const CANARIES: Record<string, { honest: readonly [World, World]; leaking: World }> = {
  'Date header': {
    honest: [
      aWorld(),
      aWorld({
        transcript: [anExchange({ headers: { ...anExchange().headers, date: 'Tue, 04 Mar 2025 09:30:59 GMT' } })],
      }),
    ],
    leaking: aWorld({ transcript: [anExchange({ headers: { ...anExchange().headers, date: `${DATE} active` } })] }),
  },
  'span of a traceparent': {
    honest: [
      aWorld(),
      aWorld({
        events: [
          { stream: 'lab', event: { id: '1', traceparent: `${TRACE}-b7ad6b7169203331-01`, data: { number: 5 } } },
        ],
      }),
    ],
    // One digit more than a span has: read as hexadecimal it is still a number, and it says something.
    leaking: aWorld({
      events: [
        { stream: 'lab', event: { id: '1', traceparent: `${TRACE}-00f067aa0ba902b7a-01`, data: { number: 5 } } },
      ],
    }),
  },
  'time of a log line': {
    honest: [aWorld(), aWorld({ logs: { safety: [aLine({ time: '2025-03-03T08:00:07.123Z' })] } })],
    leaking: aWorld({ logs: { safety: [aLine({ time: '2025-03-03T08:00:00.000Z placebo' })] } }),
  },
  'secret address of a calendar': {
    honest: [calendarWorld('a'.repeat(43)), calendarWorld('b'.repeat(43))],
    leaking: calendarWorld(`${'a'.repeat(43)}b`),
  },
  'keep-alive of a live stream': {
    honest: [aWorld(), aWorld({ heard: { monitor: [KEEP_ALIVE, HEARD] } })],
    leaking: aWorld({ heard: { monitor: [`${KEEP_ALIVE}kit 7`, HEARD] } }),
  },
};

/** Values of exactly the shape of a mask, and the same with something hidden in them. */
const SHAPES: Record<string, { honest: string; leaking: readonly string[] }> = {
  'secret address of a calendar': { honest: 'a'.repeat(43), leaking: ['a'.repeat(44), `${'a'.repeat(42)}.`] },
  'keep-alive of a live stream': {
    honest: KEEP_ALIVE,
    leaking: [`${KEEP_ALIVE}msc`, `: msc\n${KEEP_ALIVE}`, KEEP_ALIVE.replace('id: 1', 'id: 10001')],
  },
  'Date header': { honest: DATE, leaking: [`${DATE} active`, DATE.replace('Mon', 'Act')] },
  'span of a traceparent': { honest: '00f067aa0ba902b7', leaking: ['00f067aa0ba902b71', 'active0000000000'] },
  'time of a log line': {
    honest: '2025-03-03T08:00:00.000Z',
    leaking: ['2025-03-03T08:00:00.0001Z', 'x2025-03-03T08:00:00.000Z'],
  },
};

describe('what is masked when two worlds are compared', () => {
  it('has a canary for every mask', () => {
    const masks = MASKS.map(({ name }) => name).sort();
    expect(Object.keys(SHAPES).sort()).toEqual(masks);
    expect(Object.keys(CANARIES).sort()).toEqual(masks);
  });

  it.each(MASKS)('$name: lets through exactly its shape', ({ name, shape }) => {
    const { honest, leaking } = SHAPES[name] ?? { honest: '', leaking: [] };
    expect(honest).toMatch(shape);
    for (const leak of leaking) expect(leak).not.toMatch(shape);
  });

  it.each(Object.entries(CANARIES))('%s: an honest difference is not seen', (_, { honest: [one, other] }) => {
    expect(differences(one, other)).toEqual([]);
  });

  it.each(Object.entries(CANARIES))('%s: a leak hidden in it is seen', (_, { leaking }) => {
    expect(differences(aWorld(), leaking)).not.toEqual([]);
  });

  it('keeps the trace id of a traceparent, which the caller chose', () => {
    expect(maskSpans(`${TRACE}-00f067aa0ba902b7-01`)).toBe(`${TRACE}-·-01`);
  });

  it.each(['date', 'Date'])('masks the %s and nothing else of an exchange', (name) => {
    const headers = { [name]: DATE, 'content-type': 'application/json' };
    expect(JSON.parse(comparable(anExchange({ headers })))).toEqual({
      ...anExchange(),
      headers: { [name]: '·', 'content-type': 'application/json' },
    });
  });

  it('leaves out lines that tell of the machine, and no other', () => {
    expect(comparableLine(aLine({ event: 'redis-away' }))).toBeUndefined();
    expect(comparableLine(aLine({ event: 'request', operation: 'operations-status', status: 200 }))).toBeUndefined();
    expect(comparableLine(aLine({ event: 'request', operation: 'list-visits', status: 200 }))).toBeDefined();
    expect(
      comparableLine(aLine({ event: 'deadline-fired', deadline: 'scheduling.notice-due', key: '1' })),
    ).toBeDefined();
    expect(comparableLine(aLine({ speaker: 'InstanceLoader', event: 'VaultModule initialized' }))).toBeDefined();
    expect(comparableLine('no JSON: arm')).toBe('no JSON: arm');
  });

  it.each([
    aLine({ speaker: 'Server', event: 'NatsError: type: "disconnect".', kit: 7 }),
    aLine({ event: 'event-handled', type: 't', eventId: '1', outcome: 'seen', kit: 7 }),
    aLine({ event: 'redis-away', error: 'closed', kit: 7 }),
    aLine({ event: 'deadlines-parted', deadlines: 3, error: 'moved', kit: 7 }),
    aLine({ event: 'request', operation: 'operations-status', status: 503, trace: TRACE, kit: 7 }),
    aLine({ event: 'request', operation: 'list-visits', problem: '/problems/request-still-running', kit: 7 }),
    aLine({ event: 'request', operation: 'list-visits', status: 504, kit: 7 }),
  ])('compares a line of the machine that says more than such a line: %s', (line) => {
    expect(comparableLine(line)).toMatch(/"kit":7/);
    expect(comparableLine(line.replace(',"kit":7', ''))).toBeUndefined();
  });
});

describe('the comparison of two worlds', () => {
  const changed: readonly [string, World, RegExp][] = [
    ['byte of a response body', aWorld({ transcript: [anExchange({ text: '{"items":[ ]}' })] }), /^response 0:/],
    ['status', aWorld({ transcript: [anExchange({ status: 404 })] }), /^response 0:/],
    [
      'header',
      aWorld({ transcript: [anExchange({ headers: { ...anExchange().headers, etag: '"2"' } })] }),
      /^response 0:/,
    ],
    [
      'order of headers',
      aWorld({ transcript: [anExchange({ headers: { 'content-type': 'application/json', date: DATE } })] }),
      /^response 0:/,
    ],
    ['reason of a status', aWorld({ transcript: [anExchange({ statusText: 'OK then' })] }), /^response 0:/],
    ['answer more', aWorld({ transcript: [anExchange(), anExchange()] }), /^response 1:/],
    ['live event', aWorld({ heard: { monitor: ['event: visit.done\ndata: {"visitId":"2"}'] } }), /^live event only in/],
    [
      'event',
      aWorld({
        events: [
          { stream: 'lab', event: { id: '1', traceparent: `${TRACE}-00f067aa0ba902b7-01`, data: { number: 6 } } },
        ],
      }),
      /^event only in/,
    ],
    ['subject of an event', aWorld({ events: [{ ...theEvent(), subject: 'lab.2' }] }), /^event only in/],
    ['comment on a live stream', aWorld({ heard: { monitor: [HEARD, ': kit 7'] } }), /^live event only in/],
    ['comment in a live event', aWorld({ heard: { monitor: [`: kit 7\n${HEARD}`] } }), /^live event only in/],
    ['log line', aWorld({ logs: { safety: [aLine({ level: 'warn' })] } }), /^log line only in/],
    ['service that logs', aWorld({ logs: { scheduling: [aLine()] } }), /^log line only in/],
  ];

  it.each(changed)('finds a differing %s', (_, other, finding) => {
    const found: string[] = differences(aWorld(), other);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(finding);
  });

  it('counts only where nothing crashes: then a repeat differs', () => {
    const twice: World[] = [
      aWorld({ heard: { monitor: [HEARD, HEARD] } }),
      aWorld({ events: [theEvent(), theEvent()] }),
      aWorld({ logs: { safety: [aLine(), aLine()] } }),
    ];
    for (const world of twice) {
      expect(differences(aWorld(), world)).toEqual([]);
      expect(differences(aWorld(), world, { counting: true })).toHaveLength(1);
      expect(differences(world, world, { counting: true })).toEqual([]);
    }
  });

  it('looks at what blinded eyes see: the pharmacist may be told, a restricted event may differ', () => {
    const told = (arm: string) =>
      aWorld({
        transcript: [anExchange({ role: 'pharmacist', text: `{"arm":"${arm}"}` })],
        events: [{ stream: 'restricted-vault', event: { id: arm } }],
      });
    expect(differences(told('active'), told('placebo'))).toEqual([]);
  });

  it.each([
    'investigator',
    'study-nurse',
    'participant',
    'monitor',
    'data-manager',
    'safety-physician',
    'administrator',
  ])('compares what the %s obtains', (role) => {
    const told = (arm: string) => aWorld({ transcript: [anExchange({ role, text: arm })] });
    expect(differences(told('active'), told('placebo'))).toHaveLength(1);
  });
});

describe('a world that names an arm', () => {
  const label = 'Vehicle without cells (0.9 % sodium chloride, called "vehicle")';
  const words: string[] = armWordsOf({
    arms: [
      { code: 'msc', name: 'Stromal cells' },
      { code: 'placebo', name: label },
    ],
  });
  const restarting = (more: object) => aLine({ speaker: 'Server', event: 'NatsError: type: "disconnect"', ...more });
  const traceparent = `${TRACE}-00f067aa0ba902b7-01`;

  it('is looked through for the codes and labels of the trial file', () => {
    expect(words).toEqual(['msc', 'Stromal cells', 'placebo', label]);
  });

  it('is not this one', () => {
    expect(armsNamed(aWorld(), words)).toEqual([]);
  });

  const telling: readonly [string, World, RegExp][] = [
    ['body', aWorld({ transcript: [anExchange({ text: '{"arm":"placebo"}' })] }), /^response names placebo/],
    ['header', aWorld({ transcript: [anExchange({ headers: { 'x-arm': 'MSC' } })] }), /^response names msc/],
    ['masked date', aWorld({ transcript: [anExchange({ headers: { date: 'msc' } })] }), /^response names msc/],
    ['path', aWorld({ transcript: [anExchange({ path: '/trials/T/arms/msc' })] }), /^response names msc/],
    ['label', aWorld({ transcript: [anExchange({ text: JSON.stringify({ label }) })] }), /^response names Vehicle/],
    [
      'live event',
      aWorld({ heard: { monitor: ['event: visit.done\ndata: {"given":"msc"}'] } }),
      /^live event names msc/,
    ],
    [
      'open event',
      aWorld({ events: [{ stream: 'lab', event: { id: '1', traceparent, data: { given: 'stromal cells' } } }] }),
      /^event names Stromal cells/,
    ],
    ['log line', aWorld({ logs: { safety: [aLine({ arm_msc: 1 })] } }), /^log line names msc/],
    [
      'log line that is no JSON',
      aWorld({ logs: { vault: ['TypeError: placebo of undefined'] } }),
      /^log line names placebo/,
    ],
    ['log line with a label', aWorld({ logs: { vault: [`drawn: ${label}`] } }), /^log line names Vehicle/],
    [
      'log line that is not compared: an operation',
      aWorld({ logs: { gateway: [aLine({ event: 'request', operation: 'operations-status', rule: 'no msc left' })] } }),
      /^log line names msc/,
    ],
    [
      'log line that is not compared: a request that came too early',
      aWorld({ logs: { gateway: [aLine({ event: 'request', status: 503, rule: 'placebo' })] } }),
      /^log line names placebo/,
    ],
    [
      'log line that is not compared: a repeat',
      aWorld({ logs: { safety: [aLine({ event: 'event-handled', outcome: 'seen', arm: 'msc' })] } }),
      /^log line names msc/,
    ],
    [
      'log line that is not compared: a lost connection',
      aWorld({ logs: { safety: [restarting({ arm: 'msc' })] } }),
      /^log line names msc/,
    ],
    [
      'log line that is not compared: an interruption',
      aWorld({ logs: { safety: [aLine({ event: 'outbox-relay-interrupted', error: 'insert of placebo' })] } }),
      /^log line names placebo/,
    ],
    ['masked time of a log line', aWorld({ logs: { safety: [aLine({ time: 'msc' })] } }), /^log line names msc/],
  ];

  it.each(telling)('is found by its %s, although another world says the same', (_, world, finding) => {
    const found: string[] = armsNamed(world, words);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(finding);
    expect(differences(world, world)).toEqual([]);
  });

  it('is not one that uses the letters inside another word', () => {
    const text = '{"items":["mscan","amsc","placebos","msc2"],"cursor":"eyJtc2Mi"}';
    expect(armsNamed(aWorld({ transcript: [anExchange({ text })] }), words)).toEqual([]);
  });

  it('is not one whose pharmacist was told, or whose restricted streams hold it', () => {
    const world = aWorld({
      transcript: [anExchange({ role: 'pharmacist', text: '{"arm":"msc"}' })],
      events: [{ stream: 'restricted-vault', event: { id: 'msc' } }],
    });
    expect(armsNamed(world, words)).toEqual([]);
  });

  it.each([
    'investigator',
    'study-nurse',
    'participant',
    'monitor',
    'data-manager',
    'safety-physician',
    'administrator',
  ])('is found in what the %s obtains', (role) => {
    const world = aWorld({ transcript: [anExchange({ role, text: 'placebo' })] });
    expect(armsNamed(world, words)).toHaveLength(1);
  });
});
