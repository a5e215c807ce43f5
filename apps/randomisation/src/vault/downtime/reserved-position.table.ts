import { EntitySchema } from 'typeorm';
import type { SiteId, TrialId } from '@trial/kernel';
import { flag, identifier, text, whole } from '@trial/persistence';

/** One row of the list that is in a pack, and since the pack is closed what became of it. */
export interface ReservedPosition {
  readonly packId: string;
  readonly envelope: number;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly listId: string;
  readonly stratum: string;
  readonly position: number;
  readonly ending: 'set-aside' | 'used' | 'retired' | 'returned';
  readonly retiredFor: 'opened-unused' | 'statements-differ' | 'passed-over' | null;
  /** Whether its code was given to anybody, as the holder of the codes said when the pack was closed. */
  readonly readOut: boolean | null;
}

export const ReservedPositions = new EntitySchema<ReservedPosition>({
  name: 'reserved_position',
  columns: {
    packId: identifier('pack_id', { primary: true }),
    envelope: whole('envelope', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    listId: identifier('list_id'),
    stratum: text('stratum'),
    position: whole('position'),
    ending: text('ending'),
    retiredFor: text('retired_for', { nullable: true }),
    readOut: flag('read_out', { nullable: true }),
  },
  indices: [
    {
      name: 'reserved_position_once',
      columns: ['listId', 'stratum', 'position'],
      unique: true,
      where: `ending <> 'returned'`,
    },
  ],
});
