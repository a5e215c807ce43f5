import type { Instrument } from '../../instrument.js';
import { flagHaqDi } from './flags.js';
import { items } from './items.js';
import { scoreHaqDi } from './score.js';

const haqDi = (version: string): Instrument => ({
  code: 'haq-di',
  version,
  direction: 'higher-is-worse',
  scoreRange: [0, 3],
  algorithm: 'haq-di',
  algorithmVersion: '1',
  items,
  score: scoreHaqDi,
  flags: flagHaqDi,
});

/**
 * The forms of the HAQ this service scores: the Stanford 20-item form and the Dutch consensus form that settled
 * differing Dutch translations (Boers, Ann Rheum Dis 2007;66:132). Items and scoring are the same; the version is
 * kept because values of different forms are not pooled unseen. HAQ-II, MHAQ, MDHAQ and CHAQ are other instruments.
 */
export const haqDiVersions: readonly Instrument[] = [haqDi('stanford-20'), haqDi('dutch-consensus-2007')];
