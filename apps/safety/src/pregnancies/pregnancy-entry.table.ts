import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Pregnancy, PregnancyFacts, PregnancyId } from '../domain/pregnancy.js';
import { place, type Placed } from '../placement/placed.js';
import { pregnancyFacts } from './pregnancy.table.js';

/** What somebody said of a pregnancy, and what stood on record from then on. Written once. */
export interface PregnancyEntry extends PregnancyFacts, Pick<Pregnancy, 'adverseEventId'> {
  readonly id: Id<'pregnancy-entry'>;
  readonly pregnancyId: PregnancyId;
  readonly act: 'reported' | 'received' | 'receipt-corrected' | 'followed-up' | 'ended' | 'corrected' | 'linked';
  readonly information: string | null;
  readonly learnedAt: Instant | null;
  readonly reason: string | null;
  readonly by: PersonId;
  readonly at: Instant;
  readonly version: number;
}

export const PregnancyEntries = new EntitySchema<Placed<PregnancyEntry>>({
  name: 'pregnancy_entry',
  columns: {
    id: primaryIdentifier(),
    pregnancyId: identifier('pregnancy_id'),
    ...place,
    ...pregnancyFacts,
    act: text('act'),
    information: text('information', { nullable: true }),
    learnedAt: instantColumn('learned_at', { nullable: true }),
    reason: text('reason', { nullable: true }),
    by: text('said_by'),
    at: instantColumn('said_at'),
    version: whole('version'),
  },
  uniques: [{ name: 'pregnancy_entry_version_once', columns: ['pregnancyId', 'version'] }],
});
