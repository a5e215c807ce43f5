import { Lanes } from './lanes.js';

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (key: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(key);
      ends.set(key, resolve);
    });
  return { begun, work, end: (key: string) => ends.get(key)?.() };
}

describe('lanes', () => {
  it('are as many as they are, and the next begins when one is free, in the order of asking', async () => {
    const left: number[] = [];
    const lanes = new Lanes(2, (many) => left.push(many));
    const { begun, work, end } = held();
    const done = ['a', 'b', 'c', 'd'].map((key) => lanes.run(key, work(key)));
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
    const lanes = new Lanes(2);
    const { begun, work, end } = held();
    const first = lanes.run('a', work('a'));
    expect(lanes.run('a', work('a'))).toBe(first);
    expect(lanes.has('a')).toBe(true);
    end('a');
    await first;
    expect(lanes.has('a')).toBe(false);
    void lanes.run('a', work('a'));
    expect(begun).toEqual(['a', 'a']);
  });
});
