import type { PositionItem } from '../../instrument.js';

export const painLocations = ['hand', 'ulcer', 'overall'] as const;
export const painRecalls = ['now', '24h', 'week'] as const;

export type PainLocation = (typeof painLocations)[number];
export type PainRecall = (typeof painRecalls)[number];

/**
 * The one line of a pain form, in mm from "none" on a line of 100 mm (or per cent of another length). Where it hurts
 * and over which time are part of the code, because such values are never pooled. Untouched is missing; 0 needs a touch.
 */
export const painItem = (location: PainLocation, recall: PainRecall): PositionItem => ({
  code: `pain.${location}.${recall}.vas`,
  kind: 'position',
  minimum: 0,
  maximum: 100,
  unit: 'mm',
  required: true,
  filledBy: 'participant',
});
