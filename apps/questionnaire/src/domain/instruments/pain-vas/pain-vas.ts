import type { Instrument } from '../../instrument.js';
import { painItem, painRecalls, painLocations, type PainRecall, type PainLocation } from './items.js';
import { scorePainVas } from './score.js';

/** One form per location and recall, for example version `hand.week`; which one a trial uses is its configuration. */
export const painVasVersions: readonly Instrument[] = painLocations.flatMap((location) =>
  painRecalls.map((recall) => painVas(location, recall)),
);

function painVas(location: PainLocation, recall: PainRecall): Instrument {
  const item = painItem(location, recall);
  return {
    code: 'pain-vas',
    version: `${location}.${recall}`,
    direction: 'higher-is-worse',
    scoreRange: [0, 100],
    algorithm: 'pain-vas',
    algorithmVersion: '1',
    items: [item],
    score: scorePainVas(item.code),
    flags: () => [],
  };
}
