import fc from 'fast-check';
import { instant } from '@trial/kernel';
import {
  outcomeOf,
  PRODUCT_STEPS,
  usableUntil,
  warnAt,
  type Bearer,
  type Product,
  type ProductStep,
  type Scan,
} from './product.js';

const at = instant('2025-03-03T08:00:00Z');
const product: Product = {
  participantId: 'P',
  preparedBy: 'one',
  batchReleased: true,
  batchExpiresAt: at.add({ hours: 24 }),
  done: [],
  usableUntil: null,
};
const thawed: Product = { ...product, done: ['thaw'], usableUntil: usableUntil(at, 240) };
const bearer: Bearer = { participantId: 'P', hasLeft: false, isTreated: false };
const scanned = (of: Product | undefined, step: ProductStep, more: Partial<Scan> = {}, who: Partial<Bearer> = {}) =>
  outcomeOf(of, { ...bearer, ...who }, { step, by: 'other', at, ...more });
const WAY: readonly ProductStep[] = ['thaw', 'release', 'receipt', 'bedside', 'use'];
/** The product as it stands before each step of its way. */
const STANDS = WAY.map(
  (step, index) => [step, { ...(index === 0 ? product : thawed), done: WAY.slice(0, index) }] as const,
);

describe('a product prepared for one participant', () => {
  it.each(STANDS)('takes the step %s in its order, once', (step, here) => {
    expect(scanned(here, step)).toBe('accepted');
    expect(scanned({ ...here, done: [...here.done, step] }, step)).toBe('product-not-ready');
  });

  it('leaves no step out, whatever is scanned in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRODUCT_STEPS), { maxLength: 20 }), (steps) => {
        const done: ProductStep[] = [];
        for (const step of steps) if (scanned({ ...thawed, done }, step) === 'accepted') done.push(step);
        const way = done.filter((step) => step !== 'discard');
        expect(way).toEqual(WAY.slice(0, way.length));
        expect(done.includes('discard') ? done.at(-1) : 'discard').toBe('discard');
        expect(new Set(done).size).toBe(done.length);
      }),
    );
  });

  it('is refused for anybody else, and when nobody knows its code', () => {
    for (const step of PRODUCT_STEPS) {
      expect(scanned(undefined, step)).toBe('product-unknown');
      expect(scanned(thawed, step, {}, { participantId: 'Q' })).toBe('product-not-for-participant');
    }
  });

  it.each(STANDS)('goes no further at %s when its participant has left or was treated, but away', (step, here) => {
    expect(scanned(here, step, {}, { hasLeft: true })).toBe('not-in-follow-up');
    expect(scanned(here, step, {}, { isTreated: true })).toBe('already-treated');
    expect(scanned(here, 'discard', {}, { hasLeft: true, isTreated: true })).toBe('accepted');
  });

  it('is released by a second person', () => {
    expect(scanned(thawed, 'release', { by: 'one' })).toBe('second-person-needed');
    expect(scanned(product, 'thaw', { by: 'one' })).toBe('accepted');
  });

  it.each(STANDS.slice(1))(
    'is good at %s up to the last moment of its time, then only to be thrown away',
    (step, here) => {
      const end = usableUntil(at, 240);
      expect(scanned(here, step, { at: end })).toBe('accepted');
      expect(scanned(here, step, { at: end.add({ milliseconds: 1 }) })).toBe('product-past-its-time');
      expect(scanned(here, 'discard', { at: end.add({ hours: 1 }) })).toBe('accepted');
    },
  );

  it.each(STANDS)('does not outlive its batch at %s', (step, here) => {
    const ofOldBatch = { ...here, usableUntil: null, batchExpiresAt: at };
    expect(scanned(ofOldBatch, step)).toBe('accepted');
    expect(scanned(ofOldBatch, step, { at: at.add({ milliseconds: 1 }) })).toBe('product-past-its-time');
  });

  it.each(STANDS)('stops at %s when its batch is stopped, and may be thrown away', (step, here) => {
    const stopped = { ...here, batchReleased: false };
    expect(scanned(stopped, step)).toBe('product-not-ready');
    expect(scanned(stopped, 'discard')).toBe('accepted');
  });

  it.each(STANDS.slice(1))('past its time tells no longer at %s whether its batch stands', (step, here) => {
    const late = { at: usableUntil(at, 241) };
    expect(scanned(here, step, late)).toBe(scanned({ ...here, batchReleased: false }, step, late));
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
