import fc from 'fast-check';
import { instant } from '@trial/kernel';
import { outcomeOf, PRODUCT_STEPS, usableUntil, warnAt, type Product, type ProductStep, type Scan } from './product.js';

const at = instant('2025-03-03T08:00:00Z');
const product: Product = { participantId: 'P', preparedBy: 'one', batchReleased: true, done: [], usableUntil: null };
const thawed: Product = { ...product, done: ['thaw'], usableUntil: usableUntil(at, 240) };
const scan = (step: ProductStep, more: Partial<Scan> = {}): Scan => ({
  step,
  participantId: 'P',
  by: 'other',
  at,
  ...more,
});
const WAY: readonly ProductStep[] = ['thaw', 'release', 'receipt', 'bedside', 'use'];

describe('a product prepared for one participant', () => {
  it('goes its whole way, step by step, each step once', () => {
    for (const [index, step] of WAY.entries()) {
      const here = { ...thawed, done: WAY.slice(0, index) };
      expect(outcomeOf(here, scan(step))).toBe('accepted');
      expect(outcomeOf({ ...here, done: [...here.done, step] }, scan(step))).toBe('product-not-ready');
    }
  });

  it('leaves no step out, whatever is scanned in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRODUCT_STEPS), { maxLength: 20 }), (scanned) => {
        const done: ProductStep[] = [];
        for (const step of scanned) if (outcomeOf({ ...thawed, done }, scan(step)) === 'accepted') done.push(step);
        const way = done.filter((step) => step !== 'discard');
        expect(way).toEqual(WAY.slice(0, way.length));
        expect(done.includes('discard') ? done.at(-1) : 'discard').toBe('discard');
        expect(new Set(done).size).toBe(done.length);
      }),
    );
  });

  it('is refused for anybody else, and when nobody knows its code', () => {
    for (const step of PRODUCT_STEPS) {
      expect(outcomeOf(undefined, scan(step))).toBe('product-unknown');
      expect(outcomeOf(thawed, scan(step, { participantId: 'Q' }))).toBe('product-not-for-participant');
    }
  });

  it('is released by a second person', () => {
    expect(outcomeOf(thawed, scan('release', { by: 'one' }))).toBe('second-person-needed');
    expect(outcomeOf(product, scan('thaw', { by: 'one' }))).toBe('accepted');
  });

  it('is good up to the last moment of its time, and then only to be thrown away', () => {
    const end = usableUntil(at, 240);
    for (const [index, step] of WAY.slice(1).entries()) {
      const here = { ...thawed, done: WAY.slice(0, index + 1) };
      expect(outcomeOf(here, scan(step, { at: end }))).toBe('accepted');
      expect(outcomeOf(here, scan(step, { at: end.add({ milliseconds: 1 }) }))).toBe('product-past-its-time');
      expect(outcomeOf(here, scan('discard', { at: end.add({ hours: 1 }) }))).toBe('accepted');
    }
  });

  it('stops where it is when its batch is stopped, and may be thrown away', () => {
    for (const index of WAY.keys()) {
      const stopped = { ...thawed, done: WAY.slice(0, index), batchReleased: false };
      expect(WAY.map((step) => outcomeOf(stopped, scan(step)))).toEqual(WAY.map(() => 'product-not-ready'));
      expect(outcomeOf(stopped, scan('discard'))).toBe('accepted');
    }
  });

  it('warns at the percentage of its time, never after it', () => {
    expect(warnAt(at, 240, 80)).toEqual(instant('2025-03-03T11:12:00Z'));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 100 }), (minutes, percent) => {
        const warned = warnAt(at, minutes, percent).epochMilliseconds;
        expect(warned).toBeGreaterThanOrEqual(at.epochMilliseconds);
        expect(warned).toBeLessThanOrEqual(usableUntil(at, minutes).epochMilliseconds);
      }),
    );
  });
});
