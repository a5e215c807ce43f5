import type { ElementNumber } from './element.js';

/** Neither without the other: number and unit, version and code, source and id, text and language. */
export const PAIRS: readonly (readonly [ElementNumber, ElementNumber])[] = [
  ['D.2.2a', 'D.2.2b'],
  ['D.2.2.1a', 'D.2.2.1b'],
  ['D.10.2.2a', 'D.10.2.2b'],
  ['E.i.6a', 'E.i.6b'],
  ['G.k.2.3.r.3a', 'G.k.2.3.r.3b'],
  ['G.k.4.r.1a', 'G.k.4.r.1b'],
  ['G.k.4.r.2', 'G.k.4.r.3'],
  ['G.k.4.r.6a', 'G.k.4.r.6b'],
  ['G.k.5a', 'G.k.5b'],
  ['G.k.6a', 'G.k.6b'],
  ['G.k.9.i.3.1a', 'G.k.9.i.3.1b'],
  ['G.k.9.i.3.2a', 'G.k.9.i.3.2b'],
  ['D.7.1.r.1a', 'D.7.1.r.1b'],
  ['D.8.r.6a', 'D.8.r.6b'],
  ['D.8.r.7a', 'D.8.r.7b'],
  ['D.9.2.r.1a', 'D.9.2.r.1b'],
  ['D.9.4.r.1a', 'D.9.4.r.1b'],
  ['D.10.7.1.r.1a', 'D.10.7.1.r.1b'],
  ['D.10.8.r.6a', 'D.10.8.r.6b'],
  ['D.10.8.r.7a', 'D.10.8.r.7b'],
  ['E.i.2.1a', 'E.i.2.1b'],
  ['F.r.2.2a', 'F.r.2.2b'],
  ['G.k.7.r.2a', 'G.k.7.r.2b'],
  ['H.3.r.1a', 'H.3.r.1b'],
  ['C.1.9.1.r.1', 'C.1.9.1.r.2'],
  ['H.5.r.1a', 'H.5.r.1b'],
];

/** The first is needed where the second is. */
export const NEEDED: readonly (readonly [ElementNumber, ElementNumber])[] = [
  ['C.1.11.2', 'C.1.11.1'],
  ['C.1.11.1', 'C.1.11.2'],
  ['C.2.r.3', 'C.2.r.5'],
  ['D.9.3', 'D.9.1'],
  ['D.9.4.r.2', 'D.9.4.r.1b'],
  ['E.i.1.1b', 'E.i.1.1a'],
  ['F.r.1', 'F.r.2.1'],
  ['F.r.1', 'F.r.2.2b'],
  ['F.r.3.3', 'F.r.3.2'],
  ['G.k.3.2', 'G.k.3.1'],
];
