import type { CaseDrug, CaseOpinion } from '../../apps/safety/src/domain/icsr/case/drug.js';

/** Codes and version of no dictionary: eight digits from 9999, version 0.0. */
export const FAKE = { code: '99990001', version: '0.0' } as const;
export const fake = (last: number) => ({ code: `9999${String(last).padStart(4, '0')}`, version: '0.0' });

export const REACTION = '0198a000-0000-4000-8000-000000000001';
export const SECOND_REACTION = '0198a000-0000-4000-8000-000000000002';
export const STUDY_DRUG = '0198a000-0000-4000-8000-00000000000a';
export const CONCOMITANT = '0198a000-0000-4000-8000-00000000000b';

/** A masked product, disclosed to the regulator, and one that everybody knows. */
export const goldenDrugs: readonly CaseDrug[] = [
  {
    id: STUDY_DRUG,
    role: 'suspect',
    product: {
      masked: true,
      phrase: 'Blinded study product (example cells or placebo)',
      given: [{ start: '2026-02-20T10:30+01:00', route: { words: 'Intramuscular use' } }],
      disclosed: {
        name: 'Example cells',
        substances: [{ name: 'Example stromal cells', strength: { value: '5', unit: '10*6/mL' } }],
        doses: [
          {
            start: '2026-02-20T10:30+01:00',
            route: { words: 'Intramuscular use', id: { code: 'EX-ROUTE', version: '0' } },
            dose: { value: '50', unit: '10*6' },
            lot: 'EXLOT-17',
            text: 'Eight injections into one hand, once',
            form: { words: 'Suspension for injection', id: { code: 'EX-FORM', version: '0' } },
          },
        ],
        cumulativeDose: { value: '50', unit: '10*6' },
        notes: ['batch-within-specification'],
        noteText: 'Released within specification',
      },
    },
    indications: [{ words: 'Digital ulcers', meddra: fake(301) }],
    action: 'not-applicable',
    relations: [
      {
        reactionId: REACTION,
        sinceFirst: { value: '9', unit: 'd' },
        sinceLast: { value: '9', unit: 'd' },
        rechallenge: 'none',
      },
    ],
  },
  {
    id: CONCOMITANT,
    role: 'concomitant',
    product: {
      masked: false,
      open: {
        name: 'Example calcium antagonist',
        substances: [{ name: 'Examplodipine' }],
        obtainedIn: 'NL',
        authorisation: { number: 'EX 00000', country: 'NL', holder: 'Example Holder' },
        doses: [
          {
            start: '2025',
            dose: { value: '30', unit: 'mg' },
            every: { value: '1', unit: 'd' },
            lot: 'C-1',
            route: { words: 'Oral use' },
          },
        ],
        notes: [],
      },
    },
    indications: [{ words: 'Raynaud phenomenon' }],
    action: 'not-changed',
    relations: [],
  },
];

/** The two judges differ. */
export const goldenOpinions: readonly CaseOpinion[] = [
  {
    reactionId: REACTION,
    drugId: STUDY_DRUG,
    judge: 'investigator',
    possibility: 'reasonable',
    method: 'Scale of the protocol',
    result: 'Probably related',
  },
  {
    reactionId: REACTION,
    drugId: STUDY_DRUG,
    judge: 'sponsor',
    possibility: 'none',
    method: 'Scale of the protocol',
    result: 'Unlikely to be related',
  },
];
