import { Lanes } from './lanes.js';

/** Lanes whose work ends when it is told to. */
function held(width: number, most?: number) {
  const begun: string[] = [];
  const left: number[] = [];
  const ends = new Map<string, () => void>();
  const work = (taken: readonly string[]) =>
    new Promise<void>((resolve) => {
      begun.push(taken.join(' '));
      for (const each of taken) ends.set(each, resolve);
    });
  const options = { width, onDone: (many: number) => left.push(many), ...(most === undefined ? {} : { most }) };
  const lanes = new Lanes<string>(work, options);
  const run = (...items: string[]) => items.map((item) => lanes.run(item, item));
  return { begun, left, lanes, run, end: (item: string) => ends.get(item)?.() };
}

describe('lanes', () => {
  it('are as many as they are, and the next begins when one is free, in the order of asking', async () => {
    const { begun, left, lanes, run, end } = held(2);
    const done = run('a', 'b', 'c', 'd');
    expect([begun, lanes.size]).toEqual([['a', 'b'], 4]);
    end('b');
    await done[1];
    expect(begun).toEqual(['a', 'b', 'c']);
    end('a');
    await done[0];
    end('c');
    end('d');
    await lanes.idle();
    expect([begun, lanes.size, left]).toEqual([['a', 'b', 'c', 'd'], 0, [3, 2, 1, 0]]);
  });

  it('do not do the same twice at once, but once more afterwards', async () => {
    const { begun, lanes, run, end } = held(2);
    const [first] = run('a');
    expect(lanes.run('a', 'a')).toBe(first);
    expect(lanes.has('a')).toBe(true);
    end('a');
    await first;
    expect(lanes.has('a')).toBe(false);
    void run('a');
    expect(begun).toEqual(['a', 'a']);
  });
});

describe('lanes that take several at a time', () => {
  it('take what waits in its order, half of it with four lanes, and one alone when there is no more', async () => {
    const { begun, left, lanes, run, end } = held(4, 3);
    const done = run('a', 'b', 'c', 'd', 'e', 'f', 'g');
    end('a');
    await done[0];
    end('b');
    await done[1];
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e f', 'g']);
    for (const each of ['c', 'd', 'e', 'g']) end(each);
    await lanes.idle();
    expect([lanes.size, left]).toEqual([0, [6, 5, 4, 3, 1, 0]]);
  });

  it('take no more than they may, however much waits', async () => {
    const { begun, run, end } = held(1, 3);
    const [first] = run('a', 'b', 'c', 'd', 'e', 'f');
    end('a');
    await first;
    expect(begun).toEqual(['a', 'b c d']);
  });

  it('know each of what was taken together as under way, until all of it is done', async () => {
    const { begun, lanes, run, end } = held(1, 3);
    const [first, second, third] = run('a', 'b', 'c');
    end('a');
    await first;
    expect(lanes.run('c', 'c')).toBe(third);
    expect([lanes.has('b'), lanes.has('c'), lanes.size]).toEqual([true, true, 2]);
    end('b');
    await Promise.all([second, third]);
    expect([begun, lanes.has('b'), lanes.has('c')]).toEqual([['a', 'b c'], false, false]);
  });
});
