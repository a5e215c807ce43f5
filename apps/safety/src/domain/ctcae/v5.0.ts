import type { Criterion } from './criterion.js';

/**
 * Numeric criteria of CTCAE 5.0: thresholds as facts in our own encoding, no wording.
 * Source: NCI CTCAE 5.0, 27 November 2017.
 * Written by apps/safety/tools/import-ctcae.mjs; correct the source and import again.
 */
export const criteriaV50: readonly Criterion[] = [
  {
    id: '5.0/anemia',
    version: '5.0',
    term: 'anemia',
    variant: null,
    organClass: 'Blood and lymphatic system disorders',
    analyte: 'hemoglobin',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'g/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 100 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 100 } },
                { op: '>=', bound: { abs: 80 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 80 } }] }],
        },
      },
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 6.2 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 6.2 } },
                { op: '>=', bound: { abs: 4.9 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 4.9 } }] }],
        },
      },
      {
        unit: 'g/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 10 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 10 } },
                { op: '>=', bound: { abs: 8 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 8 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '3': ['transfusion indicated'],
      '4': ['life-threatening consequences', 'urgent intervention indicated'],
      '5': ['death'],
    },
    note: 'The mmol/L ladder counts haem monomers. Grade 4 has no number: it is a clinical judgement.',
    agreeingSources: 4,
  },
  {
    id: '5.0/leukocytosis',
    version: '5.0',
    term: 'leukocytosis',
    variant: null,
    organClass: 'Blood and lymphatic system disorders',
    analyte: 'leukocytes',
    direction: 'high',
    proposes: true,
    unitSets: [
      { unit: '10*9/L', printed: true, grades: { '3': [{ all: [{ op: '>', bound: { abs: 100 } }] }] } },
      { unit: '/uL', printed: true, grades: { '3': [{ all: [{ op: '>', bound: { abs: 100000 } }] }] } },
    ],
    clinicalAlternatives: { '4': ['clinical leukostasis', 'urgent intervention indicated'], '5': ['death'] },
    note: 'Starts at grade 3: a count between ULN and 100 x 10^9/L has no grade.',
    agreeingSources: 4,
  },
  {
    id: '5.0/cd4-lymphocytes-decreased',
    version: '5.0',
    term: 'cd4-lymphocytes-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'cd4-t-lymphocytes',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 0.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 0.5 } },
                { op: '>=', bound: { abs: 0.2 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 0.2 } },
                { op: '>=', bound: { abs: 0.05 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.05 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 500 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 500 } },
                { op: '>=', bound: { abs: 200 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 200 } },
                { op: '>=', bound: { abs: 50 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 50 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/lymphocyte-count-decreased',
    version: '5.0',
    term: 'lymphocyte-count-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'lymphocytes',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 0.8 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 0.8 } },
                { op: '>=', bound: { abs: 0.5 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 0.5 } },
                { op: '>=', bound: { abs: 0.2 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.2 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 800 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 800 } },
                { op: '>=', bound: { abs: 500 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 500 } },
                { op: '>=', bound: { abs: 200 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 200 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/lymphocyte-count-increased',
    version: '5.0',
    term: 'lymphocyte-count-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'lymphocytes',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 4 } },
                { op: '<=', bound: { abs: 20 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 20 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 4000 } },
                { op: '<=', bound: { abs: 20000 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 20000 } }] }],
        },
      },
    ],
    note: 'No grade 1; a count above 4 x 10^9/L is grade 2 even where the local range allows it.',
    agreeingSources: 4,
  },
  {
    id: '5.0/neutrophil-count-decreased',
    version: '5.0',
    term: 'neutrophil-count-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'neutrophils',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 1.5 } },
                { op: '>=', bound: { abs: 1 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 1 } },
                { op: '>=', bound: { abs: 0.5 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.5 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 1500 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 1500 } },
                { op: '>=', bound: { abs: 1000 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 1000 } },
                { op: '>=', bound: { abs: 500 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 500 } }] }],
        },
      },
    ],
    note: 'A site limit below the printed band empties grade 1; the band is still read literally.',
    agreeingSources: 4,
  },
  {
    id: '5.0/platelet-count-decreased',
    version: '5.0',
    term: 'platelet-count-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'platelets',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 75 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 75 } },
                { op: '>=', bound: { abs: 50 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 50 } },
                { op: '>=', bound: { abs: 25 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 25 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 75000 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 75000 } },
                { op: '>=', bound: { abs: 50000 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 50000 } },
                { op: '>=', bound: { abs: 25000 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 25000 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/white-blood-cell-decreased',
    version: '5.0',
    term: 'white-blood-cell-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'leukocytes',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '10*9/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 3 } },
                { op: '>=', bound: { abs: 2 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 2 } },
                { op: '>=', bound: { abs: 1 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 1 } }] }],
        },
      },
      {
        unit: '/uL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3000 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 3000 } },
                { op: '>=', bound: { abs: 2000 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 2000 } },
                { op: '>=', bound: { abs: 1000 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 1000 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/hemoglobin-increased',
    version: '5.0',
    term: 'hemoglobin-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'hemoglobin',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'g/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { ulnPlus: 20 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { ulnPlus: 20 } },
                { op: '<=', bound: { ulnPlus: 40 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { ulnPlus: 40 } }] }],
        },
      },
      {
        unit: 'mmol/L',
        printed: false,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { ulnPlus: 1.241 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { ulnPlus: 1.241 } },
                { op: '<=', bound: { ulnPlus: 2.482 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { ulnPlus: 2.482 } }] }],
        },
      },
      {
        unit: 'g/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { ulnPlus: 2 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { ulnPlus: 2 } },
                { op: '<=', bound: { ulnPlus: 4 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { ulnPlus: 4 } }] }],
        },
      },
    ],
    note: 'Counted from ULN; in 4.03 from the baseline where the baseline itself was above its own ULN.',
    agreeingSources: 4,
  },
  {
    id: '5.0/eosinophilia',
    version: '5.0',
    term: 'eosinophilia',
    variant: null,
    organClass: 'Blood and lymphatic system disorders',
    analyte: 'eosinophils',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '>', bound: { xBaseline: 1 } },
              ],
            },
          ],
        },
      },
    ],
    clinicalAlternatives: { '3': ['steroids initiated'] },
    agreeingSources: 2,
  },
  {
    id: '5.0/methemoglobinemia',
    version: '5.0',
    term: 'methemoglobinemia',
    variant: null,
    organClass: 'Blood and lymphatic system disorders',
    analyte: 'methemoglobin-fraction',
    direction: 'high',
    proposes: true,
    unitSets: [{ unit: null, printed: true, grades: { '2': [{ all: [{ op: '>', bound: { xULN: 1 } }] }] } }],
    clinicalAlternatives: {
      '3': ['requires urgent intervention'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    agreeingSources: 2,
  },
  {
    id: '5.0/activated-partial-thromboplastin-time-prolonged',
    version: '5.0',
    term: 'activated-partial-thromboplastin-time-prolonged',
    variant: null,
    organClass: 'Investigations',
    analyte: 'aptt',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 1.5 } },
                { op: '<=', bound: { xULN: 2.5 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { xULN: 2.5 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '3': ['haemorrhage / bleeding'] },
    agreeingSources: 4,
  },
  {
    id: '5.0/inr-increased',
    version: '5.0',
    term: 'inr-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'inr',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: '{INR}',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { abs: 1.2 } },
                { op: '<=', bound: { abs: 1.5 } },
              ],
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 1 } },
                { op: '<=', bound: { xBaseline: 1.5 } },
              ],
              when: { onAnticoagulation: true },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 1.5 } },
                { op: '<=', bound: { abs: 2.5 } },
              ],
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 1.5 } },
                { op: '<=', bound: { xBaseline: 2.5 } },
              ],
              when: { onAnticoagulation: true },
            },
          ],
          '3': [
            { all: [{ op: '>', bound: { abs: 2.5 } }] },
            { all: [{ op: '>', bound: { xBaseline: 2.5 } }], when: { onAnticoagulation: true } },
          ],
        },
      },
    ],
    clinicalAlternatives: { '1': ['monitoring only indicated'], '2': ['dose adjustment indicated'], '3': ['bleeding'] },
    note: 'The baseline ladder is for people on anticoagulants only; from 5.0 the other ladder is absolute, not x ULN.',
    agreeingSources: 3,
  },
  {
    id: '5.0/fibrinogen-decreased',
    version: '5.0',
    term: 'fibrinogen-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'fibrinogen',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'g/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { xLLN: 0.75 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>', bound: { abs: 0 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 25 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.75 } },
                { op: '>=', bound: { xLLN: 0.5 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 25 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 50 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.5 } },
                { op: '>=', bound: { xLLN: 0.25 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 50 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 75 } },
              ],
            },
          ],
          '4': [
            { all: [{ op: '<', bound: { xLLN: 0.25 } }] },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 75 } },
              ],
            },
            { all: [{ op: '<', bound: { abs: 0.5 } }] },
          ],
        },
      },
      {
        unit: 'umol/L',
        printed: false,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { xLLN: 0.75 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>', bound: { abs: 0 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 25 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.75 } },
                { op: '>=', bound: { xLLN: 0.5 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 25 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 50 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.5 } },
                { op: '>=', bound: { xLLN: 0.25 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 50 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 75 } },
              ],
            },
          ],
          '4': [
            { all: [{ op: '<', bound: { xLLN: 0.25 } }] },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 75 } },
              ],
            },
            { all: [{ op: '<', bound: { abs: 1.47 } }] },
          ],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { xLLN: 0.75 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>', bound: { abs: 0 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 25 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.75 } },
                { op: '>=', bound: { xLLN: 0.5 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 25 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 50 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { xLLN: 0.5 } },
                { op: '>=', bound: { xLLN: 0.25 } },
              ],
            },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 50 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 75 } },
              ],
            },
          ],
          '4': [
            { all: [{ op: '<', bound: { xLLN: 0.25 } }] },
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { x: 'pctDecrease', op: '>=', bound: { abs: 75 } },
              ],
            },
            { all: [{ op: '<', bound: { abs: 50 } }] },
          ],
        },
      },
    ],
    note: 'From 5.0 the percent fall counts only when this result is below LLN; 4.03 has no such clause.',
    agreeingSources: 3,
  },
  {
    id: '5.0/haptoglobin-decreased',
    version: '5.0',
    term: 'haptoglobin-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'haptoglobin',
    direction: 'low',
    proposes: true,
    unitSets: [{ unit: null, printed: true, grades: { '1': [{ all: [{ op: '<', bound: { xLLN: 1 } }] }] } }],
    agreeingSources: 4,
  },
  {
    id: '5.0/alanine-aminotransferase-increased',
    version: '5.0',
    term: 'alanine-aminotransferase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'alt',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 3 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>=', bound: { xBaseline: 1.5 } },
                { op: '<=', bound: { xBaseline: 3 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 3 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 3 } },
                { op: '<=', bound: { xBaseline: 5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 5 } },
                { op: '<=', bound: { xULN: 20 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 5 } },
                { op: '<=', bound: { xBaseline: 20 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '4': [
            { all: [{ op: '>', bound: { xULN: 20 } }], when: { baselineStatus: 'notHigh' } },
            { all: [{ op: '>', bound: { xBaseline: 20 } }], when: { baselineStatus: 'high' } },
          ],
        },
      },
    ],
    note: 'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
    agreeingSources: 2,
  },
  {
    id: '5.0/aspartate-aminotransferase-increased',
    version: '5.0',
    term: 'aspartate-aminotransferase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'ast',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 3 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>=', bound: { xBaseline: 1.5 } },
                { op: '<=', bound: { xBaseline: 3 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 3 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 3 } },
                { op: '<=', bound: { xBaseline: 5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 5 } },
                { op: '<=', bound: { xULN: 20 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 5 } },
                { op: '<=', bound: { xBaseline: 20 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '4': [
            { all: [{ op: '>', bound: { xULN: 20 } }], when: { baselineStatus: 'notHigh' } },
            { all: [{ op: '>', bound: { xBaseline: 20 } }], when: { baselineStatus: 'high' } },
          ],
        },
      },
    ],
    note: 'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
    agreeingSources: 2,
  },
  {
    id: '5.0/alkaline-phosphatase-increased',
    version: '5.0',
    term: 'alkaline-phosphatase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'alp',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 2.5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>=', bound: { xBaseline: 2 } },
                { op: '<=', bound: { xBaseline: 2.5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 2.5 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 2.5 } },
                { op: '<=', bound: { xBaseline: 5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 5 } },
                { op: '<=', bound: { xULN: 20 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 5 } },
                { op: '<=', bound: { xBaseline: 20 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '4': [
            { all: [{ op: '>', bound: { xULN: 20 } }], when: { baselineStatus: 'notHigh' } },
            { all: [{ op: '>', bound: { xBaseline: 20 } }], when: { baselineStatus: 'high' } },
          ],
        },
      },
    ],
    note: 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
    agreeingSources: 2,
  },
  {
    id: '5.0/ggt-increased',
    version: '5.0',
    term: 'ggt-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'ggt',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 2.5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>=', bound: { xBaseline: 2 } },
                { op: '<=', bound: { xBaseline: 2.5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 2.5 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 2.5 } },
                { op: '<=', bound: { xBaseline: 5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 5 } },
                { op: '<=', bound: { xULN: 20 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 5 } },
                { op: '<=', bound: { xBaseline: 20 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '4': [
            { all: [{ op: '>', bound: { xULN: 20 } }], when: { baselineStatus: 'notHigh' } },
            { all: [{ op: '>', bound: { xBaseline: 20 } }], when: { baselineStatus: 'high' } },
          ],
        },
      },
    ],
    note: 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
    agreeingSources: 2,
  },
  {
    id: '5.0/blood-bilirubin-increased',
    version: '5.0',
    term: 'blood-bilirubin-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'total-bilirubin',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 1.5 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 1 } },
                { op: '<=', bound: { xBaseline: 1.5 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 1.5 } },
                { op: '<=', bound: { xULN: 3 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 1.5 } },
                { op: '<=', bound: { xBaseline: 3 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 3 } },
                { op: '<=', bound: { xULN: 10 } },
              ],
              when: { baselineStatus: 'notHigh' },
            },
            {
              all: [
                { op: '>', bound: { xBaseline: 3 } },
                { op: '<=', bound: { xBaseline: 10 } },
              ],
              when: { baselineStatus: 'high' },
            },
          ],
          '4': [
            { all: [{ op: '>', bound: { xULN: 10 } }], when: { baselineStatus: 'notHigh' } },
            { all: [{ op: '>', bound: { xBaseline: 10 } }], when: { baselineStatus: 'high' } },
          ],
        },
      },
    ],
    note: 'Unlike the enzymes, the first band over a raised baseline starts strictly above it.',
    agreeingSources: 3,
  },
  {
    id: '5.0/blood-lactate-dehydrogenase-increased',
    version: '5.0',
    term: 'blood-lactate-dehydrogenase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'ldh',
    direction: 'high',
    proposes: true,
    unitSets: [{ unit: null, printed: true, grades: { '1': [{ all: [{ op: '>', bound: { xULN: 1 } }] }] } }],
    agreeingSources: 4,
  },
  {
    id: '5.0/cpk-increased',
    version: '5.0',
    term: 'cpk-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'creatine-kinase',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 2.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 2.5 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 5 } },
                { op: '<=', bound: { xULN: 10 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { xULN: 10 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/lipase-increased',
    version: '5.0',
    term: 'lipase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'lipase',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 1.5 } },
                { op: '<=', bound: { xULN: 2 } },
              ],
            },
            {
              all: [
                { op: '>', bound: { xULN: 2 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { symptomatic: false },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 2 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { symptomatic: true },
            },
            { all: [{ op: '>', bound: { xULN: 5 } }], when: { symptomatic: false } },
          ],
          '4': [{ all: [{ op: '>', bound: { xULN: 5 } }], when: { symptomatic: true } }],
        },
      },
    ],
    note: 'The upper bands need to know whether there are signs or symptoms.',
    agreeingSources: 3,
  },
  {
    id: '5.0/serum-amylase-increased',
    version: '5.0',
    term: 'serum-amylase-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'amylase',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xULN: 1.5 } },
                { op: '<=', bound: { xULN: 2 } },
              ],
            },
            {
              all: [
                { op: '>', bound: { xULN: 2 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { symptomatic: false },
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { xULN: 2 } },
                { op: '<=', bound: { xULN: 5 } },
              ],
              when: { symptomatic: true },
            },
            { all: [{ op: '>', bound: { xULN: 5 } }], when: { symptomatic: false } },
          ],
          '4': [{ all: [{ op: '>', bound: { xULN: 5 } }], when: { symptomatic: true } }],
        },
      },
    ],
    note: 'The upper bands need to know whether there are signs or symptoms; in 6.0 moderate ones or worse.',
    agreeingSources: 3,
  },
  {
    id: '5.0/pancreatic-enzymes-decreased',
    version: '5.0',
    term: 'pancreatic-enzymes-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'pancreatic-elastase-enzymes',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: { '1': [{ all: [{ op: '<', bound: { xLLN: 1 } }], when: { symptomatic: false } }] },
        cautions: [
          {
            all: [{ op: '<', bound: { xLLN: 1 } }],
            when: { symptomatic: true },
            outcome: { atLeast: 2, atMost: 3 },
            reason: 'with symptoms the grade is a clinical judgement',
          },
        ],
      },
    ],
    clinicalAlternatives: { '2': ['stool change, steatorrhoea'], '3': ['sequelae of malabsorption'] },
    agreeingSources: 2,
  },
  {
    id: '5.0/cardiac-troponin-i-increased',
    version: '5.0',
    term: 'cardiac-troponin-i-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'troponin-i',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<', bound: { named: 'manufacturerMiCutoff' } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { named: 'manufacturerMiCutoff' } }] }],
        },
      },
    ],
    note: 'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
    agreeingSources: 3,
  },
  {
    id: '5.0/cardiac-troponin-t-increased',
    version: '5.0',
    term: 'cardiac-troponin-t-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'troponin-t',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<', bound: { named: 'manufacturerMiCutoff' } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { named: 'manufacturerMiCutoff' } }] }],
        },
      },
    ],
    note: 'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
    agreeingSources: 3,
  },
  {
    id: '5.0/creatinine-increased',
    version: '5.0',
    term: 'creatinine-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'creatinine',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { xULN: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { xBaseline: 1.5 } },
                { op: '<=', bound: { xBaseline: 3 } },
              ],
            },
            {
              all: [
                { op: '>', bound: { xULN: 1.5 } },
                { op: '<=', bound: { xULN: 3 } },
              ],
            },
          ],
          '3': [
            { all: [{ op: '>', bound: { xBaseline: 3 } }] },
            {
              all: [
                { op: '>', bound: { xULN: 3 } },
                { op: '<=', bound: { xULN: 6 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { xULN: 6 } }] }],
        },
      },
    ],
    note: 'Grades 2 and 3 can come from the baseline while the value is inside the reference range.',
    agreeingSources: 2,
  },
  {
    id: '5.0/chronic-kidney-disease',
    version: '5.0',
    term: 'chronic-kidney-disease',
    variant: null,
    organClass: 'Renal and urinary disorders',
    analyte: 'egfr-or-creatinine-clearance',
    direction: 'low',
    proposes: false,
    unitSets: [
      {
        unit: 'mL/min/{1.73_m2}',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 60 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 60 } },
                { op: '>=', bound: { abs: 30 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 30 } },
                { op: '>=', bound: { abs: 15 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 15 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '1': ['proteinuria 2+', 'urine protein/creatinine > 0.5'],
      '4': ['dialysis or transplant indicated'],
      '5': ['death'],
    },
    note: 'A diagnosis that needs time: one value proposes nothing. Bands are closed as 6.0 prints them.',
    agreeingSources: 2,
  },
  {
    id: '5.0/proteinuria',
    version: '5.0',
    term: 'proteinuria',
    variant: null,
    organClass: 'Renal and urinary disorders',
    analyte: 'urine-protein-24h',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'g/(24.h)',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { xULN: 1 } },
                { op: '<', bound: { abs: 1 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>=', bound: { abs: 1 } },
                { op: '<', bound: { abs: 3.5 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { abs: 3.5 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '1': ['dipstick 1+'], '2': ['dipstick 2+ or 3+'], '3': ['dipstick 4+'] },
    note: 'Grade 1 has no lower end in 4.03 and needs proof of protein; from 5.0 it starts at ULN inclusive.',
    agreeingSources: 2,
  },
  {
    id: '5.0/urine-output-decreased',
    version: '5.0',
    term: 'urine-output-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'urine-volume',
    direction: 'low',
    proposes: true,
    unitSets: [
      { unit: 'mL/(8.h)', printed: true, grades: { '3': [{ all: [{ op: '<', bound: { abs: 80 } }] }] } },
      { unit: 'mL/(24.h)', printed: true, grades: { '4': [{ all: [{ op: '<', bound: { abs: 240 } }] }] } },
    ],
    agreeingSources: 2,
  },
  {
    id: '5.0/hypercalcemia--corrected-total',
    version: '5.0',
    term: 'hypercalcemia',
    variant: 'corrected-total',
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'calcium-albumin-corrected',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 2.9 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 2.9 } },
                { op: '<=', bound: { abs: 3.1 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 3.1 } },
                { op: '<=', bound: { abs: 3.4 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 3.4 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 11.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 11.5 } },
                { op: '<=', bound: { abs: 12.5 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 12.5 } },
                { op: '<=', bound: { abs: 13.5 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 13.5 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['symptomatic'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    note: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
    agreeingSources: 4,
  },
  {
    id: '5.0/hypercalcemia--ionized',
    version: '5.0',
    term: 'hypercalcemia',
    variant: 'ionized',
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'calcium-ionized',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 1.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 1.5 } },
                { op: '<=', bound: { abs: 1.6 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 1.6 } },
                { op: '<=', bound: { abs: 1.8 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 1.8 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: false,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 6 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 6 } },
                { op: '<=', bound: { abs: 6.4 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 6.4 } },
                { op: '<=', bound: { abs: 7.2 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 7.2 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['symptomatic'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    note: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
    agreeingSources: 3,
  },
  {
    id: '5.0/hypocalcemia--corrected-total',
    version: '5.0',
    term: 'hypocalcemia',
    variant: 'corrected-total',
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'calcium-albumin-corrected',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 2 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 2 } },
                { op: '>=', bound: { abs: 1.75 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 1.75 } },
                { op: '>=', bound: { abs: 1.5 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 1.5 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 8 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 8 } },
                { op: '>=', bound: { abs: 7 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 7 } },
                { op: '>=', bound: { abs: 6 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 6 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['symptomatic'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    note: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
    agreeingSources: 4,
  },
  {
    id: '5.0/hypocalcemia--ionized',
    version: '5.0',
    term: 'hypocalcemia',
    variant: 'ionized',
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'calcium-ionized',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 1 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 1 } },
                { op: '>=', bound: { abs: 0.9 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 0.9 } },
                { op: '>=', bound: { abs: 0.8 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.8 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: false,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 4 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 4 } },
                { op: '>=', bound: { abs: 3.6 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 3.6 } },
                { op: '>=', bound: { abs: 3.2 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 3.2 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['symptomatic'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    note: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
    agreeingSources: 3,
  },
  {
    id: '5.0/hypoglycemia',
    version: '5.0',
    term: 'hypoglycemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'glucose',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 3 } },
                { op: '>=', bound: { abs: 2.2 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 2.2 } },
                { op: '>=', bound: { abs: 1.7 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 1.7 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 55 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 55 } },
                { op: '>=', bound: { abs: 40 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 40 } },
                { op: '>=', bound: { abs: 30 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 30 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences', 'seizures'], '5': ['death'] },
    agreeingSources: 4,
  },
  {
    id: '5.0/hyperkalemia',
    version: '5.0',
    term: 'hyperkalemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'potassium',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 5.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 5.5 } },
                { op: '<=', bound: { abs: 6 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 6 } },
                { op: '<=', bound: { abs: 7 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 7 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['intervention initiated'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    agreeingSources: 4,
  },
  {
    id: '5.0/hypokalemia',
    version: '5.0',
    term: 'hypokalemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'potassium',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3 } },
              ],
              when: { symptomaticOrInterventionIndicated: false },
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3 } },
              ],
              when: { symptomaticOrInterventionIndicated: true },
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 3 } },
                { op: '>=', bound: { abs: 2.5 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 2.5 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['symptomatic', 'intervention indicated'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    note: 'Grades 1 and 2 share their numbers; symptoms or an intervention tell them apart.',
    agreeingSources: 4,
  },
  {
    id: '5.0/hypermagnesemia',
    version: '5.0',
    term: 'hypermagnesemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'magnesium',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 1.23 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 1.23 } },
                { op: '<=', bound: { abs: 3.3 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 3.3 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 3 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 3 } },
                { op: '<=', bound: { abs: 8 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 8 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    note: 'No grade 2.',
    agreeingSources: 4,
  },
  {
    id: '5.0/hypomagnesemia',
    version: '5.0',
    term: 'hypomagnesemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'magnesium',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 0.5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 0.5 } },
                { op: '>=', bound: { abs: 0.4 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 0.4 } },
                { op: '>=', bound: { abs: 0.3 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.3 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 1.2 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 1.2 } },
                { op: '>=', bound: { abs: 0.9 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 0.9 } },
                { op: '>=', bound: { abs: 0.7 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 0.7 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    agreeingSources: 4,
  },
  {
    id: '5.0/hypernatremia',
    version: '5.0',
    term: 'hypernatremia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'sodium',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 150 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 150 } },
                { op: '<=', bound: { abs: 155 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 155 } },
                { op: '<=', bound: { abs: 160 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 160 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '2': ['intervention initiated'],
      '3': ['hospitalization indicated'],
      '4': ['life-threatening consequences'],
      '5': ['death'],
    },
    agreeingSources: 4,
  },
  {
    id: '5.0/hyponatremia',
    version: '5.0',
    term: 'hyponatremia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'sodium',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 130 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 130 } },
                { op: '>=', bound: { abs: 125 } },
              ],
              when: { symptomatic: false },
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 130 } },
                { op: '>=', bound: { abs: 125 } },
              ],
              when: { symptomatic: true },
            },
            {
              all: [
                { op: '<', bound: { abs: 125 } },
                { op: '>=', bound: { abs: 120 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 120 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    note: 'Whole-number bands are closed as 6.0 prints them; symptoms raise 125 to below 130 to grade 3.',
    agreeingSources: 2,
  },
  {
    id: '5.0/hypertriglyceridemia',
    version: '5.0',
    term: 'hypertriglyceridemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'triglycerides',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 1.71 } },
                { op: '<=', bound: { abs: 3.42 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 3.42 } },
                { op: '<=', bound: { abs: 5.7 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 5.7 } },
                { op: '<=', bound: { abs: 11.4 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 11.4 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 150 } },
                { op: '<=', bound: { abs: 300 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 300 } },
                { op: '<=', bound: { abs: 500 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 500 } },
                { op: '<=', bound: { abs: 1000 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 1000 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    note: 'The lower end of grade 1 is inclusive and ULN plays no part.',
    agreeingSources: 3,
  },
  {
    id: '5.0/cholesterol-high',
    version: '5.0',
    term: 'cholesterol-high',
    variant: null,
    organClass: 'Investigations',
    analyte: 'cholesterol-total',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'mmol/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 7.75 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 7.75 } },
                { op: '<=', bound: { abs: 10.34 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 10.34 } },
                { op: '<=', bound: { abs: 12.92 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 12.92 } }] }],
        },
      },
      {
        unit: 'mg/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 300 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 300 } },
                { op: '<=', bound: { abs: 400 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '>', bound: { abs: 400 } },
                { op: '<=', bound: { abs: 500 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '>', bound: { abs: 500 } }] }],
        },
      },
    ],
    agreeingSources: 4,
  },
  {
    id: '5.0/hyperuricemia',
    version: '5.0',
    term: 'hyperuricemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'urate',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: {
          '1': [{ all: [{ op: '>', bound: { xULN: 1 } }], when: { physiologicConsequences: false } }],
          '3': [{ all: [{ op: '>', bound: { xULN: 1 } }], when: { physiologicConsequences: true } }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    note: 'Grades 1 and 3 share their numbers; physiologic consequences tell them apart.',
    agreeingSources: 3,
  },
  {
    id: '5.0/hypoalbuminemia',
    version: '5.0',
    term: 'hypoalbuminemia',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'albumin',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'g/L',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 30 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 30 } },
                { op: '>=', bound: { abs: 20 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 20 } }] }],
        },
      },
      {
        unit: 'g/dL',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 3 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 3 } },
                { op: '>=', bound: { abs: 2 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 2 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences', 'urgent intervention indicated'], '5': ['death'] },
    agreeingSources: 4,
  },
  {
    id: '5.0/acidosis',
    version: '5.0',
    term: 'acidosis',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'blood-ph',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '[pH]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<', bound: { xLLN: 1 } },
                { op: '>=', bound: { abs: 7.3 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 7.3 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    agreeingSources: 3,
  },
  {
    id: '5.0/alkalosis',
    version: '5.0',
    term: 'alkalosis',
    variant: null,
    organClass: 'Metabolism and nutrition disorders',
    analyte: 'blood-ph',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: '[pH]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { xULN: 1 } },
                { op: '<=', bound: { abs: 7.5 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 7.5 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['life-threatening consequences'], '5': ['death'] },
    agreeingSources: 3,
  },
  {
    id: '5.0/blood-bicarbonate-decreased',
    version: '5.0',
    term: 'blood-bicarbonate-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'bicarbonate',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: { '1': [{ all: [{ op: '<', bound: { xLLN: 1 } }], when: { interventionInitiated: false } }] },
        cautions: [
          {
            all: [{ op: '<', bound: { xLLN: 1 } }],
            when: { interventionInitiated: true },
            outcome: 'not-gradable',
            reason: 'a treated finding is reported under its clinical term',
          },
        ],
      },
    ],
    agreeingSources: 3,
  },
  {
    id: '5.0/thyroid-stimulating-hormone-increased',
    version: '5.0',
    term: 'thyroid-stimulating-hormone-increased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'tsh',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: null,
        printed: true,
        grades: { '1': [{ all: [{ op: '>', bound: { xULN: 1 } }], when: { interventionInitiated: false } }] },
        cautions: [
          {
            all: [{ op: '>', bound: { xULN: 1 } }],
            when: { interventionInitiated: true },
            outcome: 'not-gradable',
            reason: 'a treated finding is reported under its clinical term',
          },
        ],
      },
    ],
    agreeingSources: 2,
  },
  {
    id: '5.0/fever',
    version: '5.0',
    term: 'fever',
    variant: null,
    organClass: 'General disorders and administration site conditions',
    analyte: 'body-temperature',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'Cel',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 38 } },
                { op: '<=', bound: { abs: 39 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 39 } },
                { op: '<=', bound: { abs: 40 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 40 } }], when: { durationOver24h: false } }],
          '4': [{ all: [{ op: '>', bound: { abs: 40 } }], when: { durationOver24h: true } }],
        },
      },
      {
        unit: '[degF]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 100.4 } },
                { op: '<=', bound: { abs: 102.2 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 102.2 } },
                { op: '<=', bound: { abs: 104 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 104 } }], when: { durationOver24h: false } }],
          '4': [{ all: [{ op: '>', bound: { abs: 104 } }], when: { durationOver24h: true } }],
        },
      },
    ],
    note: 'Hours above 40 degrees tell grade 3 from grade 4.',
    agreeingSources: 2,
  },
  {
    id: '5.0/hypothermia',
    version: '5.0',
    term: 'hypothermia',
    variant: null,
    organClass: 'General disorders and administration site conditions',
    analyte: 'body-temperature',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'Cel',
        printed: true,
        grades: {
          '2': [
            {
              all: [
                { op: '<=', bound: { abs: 35 } },
                { op: '>', bound: { abs: 32 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<=', bound: { abs: 32 } },
                { op: '>', bound: { abs: 28 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<=', bound: { abs: 28 } }] }],
        },
      },
      {
        unit: '[degF]',
        printed: true,
        grades: {
          '2': [
            {
              all: [
                { op: '<=', bound: { abs: 95 } },
                { op: '>', bound: { abs: 89.6 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<=', bound: { abs: 89.6 } },
                { op: '>', bound: { abs: 82.4 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<=', bound: { abs: 82.4 } }] }],
        },
      },
    ],
    agreeingSources: 2,
  },
  {
    id: '5.0/hypertension--systolic',
    version: '5.0',
    term: 'hypertension',
    variant: 'systolic',
    organClass: 'Vascular disorders',
    analyte: 'systolic-blood-pressure',
    direction: 'high',
    proposes: false,
    unitSets: [
      {
        unit: 'mm[Hg]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 120 } },
                { op: '<', bound: { abs: 140 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>=', bound: { abs: 140 } },
                { op: '<', bound: { abs: 160 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { abs: 160 } }] }],
        },
      },
    ],
    note: 'Starts inside common values: a grade is meaningful only against the baseline grade.',
    agreeingSources: 2,
  },
  {
    id: '5.0/hypertension--diastolic',
    version: '5.0',
    term: 'hypertension',
    variant: 'diastolic',
    organClass: 'Vascular disorders',
    analyte: 'diastolic-blood-pressure',
    direction: 'high',
    proposes: false,
    unitSets: [
      {
        unit: 'mm[Hg]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 80 } },
                { op: '<', bound: { abs: 90 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>=', bound: { abs: 90 } },
                { op: '<', bound: { abs: 100 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { abs: 100 } }] }],
        },
      },
    ],
    note: 'Starts inside common values: a grade is meaningful only against the baseline grade.',
    agreeingSources: 2,
  },
  {
    id: '5.0/hypoxia--rest',
    version: '5.0',
    term: 'hypoxia',
    variant: 'rest',
    organClass: 'Respiratory, thoracic and mediastinal disorders',
    analyte: 'oxygen-saturation-at-rest',
    direction: 'low',
    proposes: true,
    unitSets: [{ unit: '%', printed: true, grades: { '3': [{ all: [{ op: '<', bound: { abs: 88 } }] }] } }],
    agreeingSources: 2,
  },
  {
    id: '5.0/electrocardiogram-qt-corrected-interval-prolonged',
    version: '5.0',
    term: 'electrocardiogram-qt-corrected-interval-prolonged',
    variant: null,
    organClass: 'Investigations',
    analyte: 'qtc',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'ms',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 450 } },
                { op: '<', bound: { abs: 481 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>=', bound: { abs: 481 } },
                { op: '<', bound: { abs: 501 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>=', bound: { abs: 501 } }] }, { all: [{ x: 'rise', op: '>', bound: { abs: 60 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '4': ['torsade de pointes', 'polymorphic VT', 'serious arrhythmia'] },
    note: 'Whole-number bands are closed upwards; 4.03 wants grade 3 seen twice.',
    agreeingSources: 2,
  },
  {
    id: '5.0/ejection-fraction-decreased',
    version: '5.0',
    term: 'ejection-fraction-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'lvef-at-rest',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '%',
        printed: true,
        grades: {
          '2': [
            {
              all: [
                { op: '<=', bound: { abs: 50 } },
                { op: '>=', bound: { abs: 40 } },
              ],
            },
            {
              all: [
                { x: 'drop', op: '>=', bound: { abs: 10 } },
                { x: 'drop', op: '<', bound: { abs: 20 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 40 } },
                { op: '>=', bound: { abs: 20 } },
              ],
            },
            { all: [{ x: 'drop', op: '>=', bound: { abs: 20 } }] },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 20 } }] }],
        },
      },
    ],
    note: 'The fall is in percentage points. 4.03 leaves a fall of exactly 20 points unassigned.',
    agreeingSources: 2,
  },
  {
    id: '5.0/forced-expiratory-volume-decreased',
    version: '5.0',
    term: 'forced-expiratory-volume-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'fev1-predicted',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '%',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<=', bound: { abs: 99 } },
                { op: '>=', bound: { abs: 70 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 70 } },
                { op: '>=', bound: { abs: 60 } },
              ],
            },
          ],
          '3': [
            {
              all: [
                { op: '<', bound: { abs: 60 } },
                { op: '>=', bound: { abs: 50 } },
              ],
            },
          ],
          '4': [{ all: [{ op: '<', bound: { abs: 50 } }] }],
        },
      },
    ],
    agreeingSources: 3,
  },
  {
    id: '5.0/vital-capacity-abnormal',
    version: '5.0',
    term: 'vital-capacity-abnormal',
    variant: null,
    organClass: 'Investigations',
    analyte: 'fvc-predicted',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: '%',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<=', bound: { abs: 90 } },
                { op: '>=', bound: { abs: 75 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { abs: 75 } },
                { op: '>=', bound: { abs: 50 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '<', bound: { abs: 50 } }] }],
        },
      },
    ],
    clinicalAlternatives: { '2': ['limiting instrumental ADL'], '3': ['limiting self care ADL'] },
    agreeingSources: 2,
  },
  {
    id: '5.0/carbon-monoxide-diffusing-capacity-decreased',
    version: '5.0',
    term: 'carbon-monoxide-diffusing-capacity-decreased',
    variant: null,
    organClass: 'Investigations',
    analyte: 'dlco',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'mL/min/mm[Hg]',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '<=', bound: { llnMinus: 3 } },
                { op: '>=', bound: { llnMinus: 5 } },
              ],
            },
            {
              all: [
                { x: 'drop', op: '>=', bound: { abs: 3 } },
                { x: 'drop', op: '<=', bound: { abs: 5 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '<', bound: { llnMinus: 5 } },
                { op: '>=', bound: { llnMinus: 8 } },
              ],
            },
            {
              all: [
                { x: 'drop', op: '>', bound: { abs: 5 } },
                { x: 'drop', op: '<=', bound: { abs: 8 } },
              ],
            },
          ],
          '3': [
            { all: [{ x: 'drop', op: '>', bound: { abs: 8 } }] },
            { all: [{ x: 'drop', op: '>', bound: { abs: 5 } }], when: { pulmonarySymptoms: true } },
          ],
        },
        cautions: [
          {
            all: [
              { op: '<', bound: { llnMinus: 8 } },
              { x: 'drop', op: '<=', bound: { abs: 5 } },
            ],
            outcome: { atLeast: 2, atMost: 3 },
            reason: 'more than 8 units below LLN no grade is printed without a fall from the baseline',
          },
        ],
      },
    ],
    note: 'LLN serves a first measurement, the baseline a later one. There is no grade 4.',
    agreeingSources: 2,
  },
  {
    id: '5.0/weight-gain',
    version: '5.0',
    term: 'weight-gain',
    variant: null,
    organClass: 'Investigations',
    analyte: 'body-weight',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'kg',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { x: 'pctIncrease', op: '>=', bound: { abs: 5 } },
                { x: 'pctIncrease', op: '<', bound: { abs: 10 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { x: 'pctIncrease', op: '>=', bound: { abs: 10 } },
                { x: 'pctIncrease', op: '<', bound: { abs: 20 } },
              ],
            },
          ],
          '3': [{ all: [{ x: 'pctIncrease', op: '>=', bound: { abs: 20 } }] }],
        },
      },
    ],
    agreeingSources: 2,
  },
  {
    id: '5.0/weight-loss',
    version: '5.0',
    term: 'weight-loss',
    variant: null,
    organClass: 'Investigations',
    analyte: 'body-weight',
    direction: 'low',
    proposes: true,
    unitSets: [
      {
        unit: 'kg',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { x: 'pctDecrease', op: '>=', bound: { abs: 5 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 10 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { x: 'pctDecrease', op: '>=', bound: { abs: 10 } },
                { x: 'pctDecrease', op: '<', bound: { abs: 20 } },
              ],
            },
          ],
          '3': [{ all: [{ x: 'pctDecrease', op: '>=', bound: { abs: 20 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '1': ['intervention not indicated'],
      '2': ['nutritional support indicated'],
      '3': ['tube feeding or TPN indicated'],
    },
    agreeingSources: 2,
  },
  {
    id: '5.0/edema-limbs',
    version: '5.0',
    term: 'edema-limbs',
    variant: null,
    organClass: 'General disorders and administration site conditions',
    analyte: 'inter-limb-volume-or-circumference-difference',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: '%',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>=', bound: { abs: 5 } },
                { op: '<=', bound: { abs: 10 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>', bound: { abs: 10 } },
                { op: '<=', bound: { abs: 30 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 30 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '1': ['swelling on close inspection'],
      '2': ['readily apparent swelling', 'limiting instrumental ADL'],
      '3': ['gross deviation from normal contour', 'limiting self care ADL'],
    },
    agreeingSources: 2,
  },
  {
    id: '5.0/skin-ulceration',
    version: '5.0',
    term: 'skin-ulceration',
    variant: null,
    organClass: 'Skin and subcutaneous tissue disorders',
    analyte: 'combined-ulcer-size',
    direction: 'high',
    proposes: true,
    unitSets: [
      {
        unit: 'cm',
        printed: true,
        grades: {
          '1': [
            {
              all: [
                { op: '>', bound: { abs: 0 } },
                { op: '<', bound: { abs: 1 } },
              ],
            },
          ],
          '2': [
            {
              all: [
                { op: '>=', bound: { abs: 1 } },
                { op: '<=', bound: { abs: 2 } },
              ],
            },
          ],
          '3': [{ all: [{ op: '>', bound: { abs: 2 } }] }],
        },
      },
    ],
    clinicalAlternatives: {
      '1': ['non-blanching erythema with warmth or oedema'],
      '2': ['partial-thickness loss'],
      '3': ['full-thickness loss'],
      '4': ['extensive destruction to muscle, bone or supporting structure'],
      '5': ['death'],
    },
    note: 'The combined size is read as greatest diameters added up, in cm.',
    agreeingSources: 2,
  },
];
