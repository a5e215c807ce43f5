import { figureOf, joined, quantile, ratioInTurns } from './figures.mjs';

describe('figures', () => {
  it('takes the nearest rank, so that every quantile is a value that was measured', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0.5, 0.95, 0.99].map((q) => quantile(ten, q))).toEqual([5, 10, 10]);
    expect(quantile([7], 0.5)).toBe(7);
  });

  it('says nothing about latency where nothing succeeded', () => {
    const figure = figureOf(
      { name: 'refused' },
      { latencies: [], errors: 3, seconds: 2, complaints: { 'HTTP 503': 3 } },
    );
    expect(figure).toMatchObject({ n: 0, errors: 3, perSecond: 0, p50Ms: null, complaints: { 'HTTP 503': 3 } });
  });

  it('counts a failed request in no rate and no quantile', () => {
    const figure = figureOf({ name: 'mixed' }, { latencies: [4, 2], errors: 5, seconds: 2 });
    expect(figure).toMatchObject({ n: 2, errors: 5, perSecond: 1, p50Ms: 2, p99Ms: 4 });
  });

  it('joins rounds without losing what went wrong in one of them', () => {
    const rounds = [
      { latencies: [1], errors: 1, seconds: 2, complaints: { 'HTTP 500': 1 } },
      { latencies: [2, 3], errors: 2, seconds: 3, complaints: { 'HTTP 500': 1, 'no answer': 1 } },
    ];
    expect(joined(rounds)).toEqual({
      latencies: [1, 2, 3],
      errors: 3,
      seconds: 5,
      complaints: { 'HTTP 500': 2, 'no answer': 1 },
    });
  });

  it('compares neighbours in time: a machine that slows both sides down leaves the ratio alone', () => {
    expect(ratioInTurns([60, 30, 6], [100, 50, 10])).toEqual({ ratio: 0.6, ratioFrom: 0.6, ratioTo: 0.6 });
    expect(ratioInTurns([50, 60, 90], [100, 100, 100])).toEqual({ ratio: 0.6, ratioFrom: 0.5, ratioTo: 0.9 });
  });
});
