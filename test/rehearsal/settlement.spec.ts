import { Settlement } from './settlement.mjs';

interface Said {
  readonly sent?: readonly string[];
  readonly received?: readonly string[];
  readonly parked?: readonly string[];
  readonly subscriptions?: readonly string[];
  readonly outbox?: number;
  readonly dueDeadlines?: number;
  /** Sent, and not among the marks this look brings. */
  readonly hidden?: number;
}

const RECORDED = 'lab.result.recorded.v1';
const marks = (ids: readonly string[] = []) =>
  ids.map((eventId, index) => ({ sequence: index + 1, eventId, type: RECORDED }));

/** An administrator whose questions are answered from a table instead of a platform. */
const anAdministrator = (platform: Readonly<Record<string, Said>>) => ({
  get(path: string): Promise<object> {
    const [, , service = ''] = path.split(/[/?]/);
    if (path.endsWith('/parked-messages')) return Promise.resolve({ items: marks(platform[service]?.parked) });
    return Promise.resolve({ services: Object.entries(platform).map(([name, said]) => progressOf(name, said)) });
  },
});

const progressOf = (
  service: string,
  { outbox = 0, dueDeadlines = 0, subscriptions = [], parked = [], sent = [], received = [], hidden = 0 }: Said,
) => ({
  service,
  outbox,
  dueDeadlines,
  subscriptions,
  parked: parked.length,
  sent: marks(sent),
  sentInAll: sent.length + hidden,
  received: marks(received),
  receivedInAll: received.length,
});

const lookAt = (platform: Readonly<Record<string, Said>>) =>
  new Settlement(anAdministrator(platform), Object.keys(platform));
const settled = async (platform: Readonly<Record<string, Said>>, patience = {}) => {
  const settlement = lookAt(platform);
  await settlement.settle(patience);
  return settlement;
};

/** Gives up after the first look. */
const AT_ONCE = { within: 0 };
const subscriptions = [RECORDED];

describe('when a rehearsal calls the platform settled', () => {
  it('is settled when every subscriber has every event, and says that nothing is missing', async () => {
    const settlement = await settled({
      lab: { sent: ['a', 'b'] },
      safety: { subscriptions, received: ['a', 'b'] },
      scheduling: {},
    });
    expect(settlement.undelivered()).toEqual([]);
    expect(settlement.unexplained()).toEqual([]);
  });

  it('notices one message that was dropped, although as many were received as sent', async () => {
    // A counter would be content: two sent, two received. Sets of ids are not (decision 17).
    const dropped = { lab: { sent: ['a', 'b'] }, safety: { subscriptions, received: ['a', 'c'] } };
    await expect(settled(dropped, AT_ONCE)).rejects.toThrow(`not settled after 0 ms: ${RECORDED} b → safety`);
  });

  it('names the subscriber that went without', async () => {
    const settlement = lookAt({
      lab: { sent: ['a'] },
      safety: { subscriptions, received: ['a'] },
      unblinded: { subscriptions, received: [] },
    });
    await expect(settlement.settle(AT_ONCE)).rejects.toThrow();
    expect(settlement.undelivered()).toEqual([`${RECORDED} a → unblinded`]);
  });

  it('counts a parked message as received: somebody will look at it', async () => {
    const settlement = await settled({ lab: { sent: ['a'] }, safety: { subscriptions, parked: ['a'] } });
    expect(settlement.undelivered()).toEqual([]);
  });

  it('tells of an event that nobody sent', async () => {
    const settlement = await settled({ lab: { sent: [] }, safety: { subscriptions, received: ['invented'] } });
    expect(settlement.unexplained()).toEqual([`safety received ${RECORDED} invented`]);
  });

  it('is not settled while a service gives no answer', async () => {
    const settlement = new Settlement(anAdministrator({ lab: {} }), ['lab', 'safety']);
    await expect(settlement.settle(AT_ONCE)).rejects.toThrow('safety gives no answer');
  });

  it.each([
    ['an event still to be sent', { lab: { outbox: 1 } }, 'lab has 1 events to send'],
    ['an event that no look has shown yet', { lab: { sent: ['a'], hidden: 1 } }, 'lab has more to tell'],
    ['a bell still to ring', { safety: { dueDeadlines: 2 } }, 'safety has 2 bells to ring'],
  ])('is not settled with %s', async (_, platform, why) => {
    await expect(settled(platform, AT_ONCE)).rejects.toThrow(why);
  });
});
