const interventionGiven = (op, bound) => () => [
  {
    all: [{ op, bound }],
    when: { interventionInitiated: true },
    outcome: 'not-gradable',
    reason: 'a treated finding is reported under its clinical term',
  },
];
const baselineCap = () => [
  {
    all: [
      { x: 'baseline', op: '>', bound: { xBaselineULN: 5 } },
      { op: '>', bound: { xBaseline: 2 } },
      { op: '<=', bound: { xBaseline: 4 } },
    ],
    when: { baselineStatus: 'high' },
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'grade 3 is printed for baselines up to 5 x ULN only',
  },
];
const randomGlucose = (set) => [
  {
    all: [
      { op: '>', bound: { xULN: 1 } },
      { op: '<=', bound: set.grades['3'][0].all.find(({ op }) => op === '>').bound },
    ],
    outcome: 'not-gradable',
    reason: 'grades 1 and 2 need a fasting sample',
  },
];
const malabsorption = () => [
  {
    all: [{ op: '<', bound: { xLLN: 1 } }],
    when: { symptomatic: true },
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'with symptoms the grade is a clinical judgement',
  },
];
const belowTheLastBand = () => [
  {
    all: [
      { op: '<', bound: { llnMinus: 8 } },
      { x: 'drop', op: '<=', bound: { abs: 5 } },
    ],
    outcome: { atLeast: 2, atMost: 3 },
    reason: 'more than 8 units below LLN no grade is printed without a fall from the baseline',
  },
];
/**
 * What the page of the data says in words and not in its encoding. Keyed by criterion id; each gives the exclusions of
 * one ladder, for everybody who reads it.
 */
export const exclusions = {
  '4.03/hyperglycemia--non-fasting': randomGlucose,
  '6.0/hyperglycemia--non-fasting': randomGlucose,
};
/**
 * What the printed ladders leave open and a computer that proposes adverse events would otherwise answer with
 * "grade 0". Keyed by criterion id; each gives the cautions of one ladder.
 */
export const cautions = {
  '4.03/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '5.0/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '6.0/carbon-monoxide-diffusing-capacity-decreased': belowTheLastBand,
  '4.03/ejection-fraction-decreased': () => [
    {
      all: [
        { x: 'drop', op: '>=', bound: { abs: 20 } },
        { x: 'drop', op: '<=', bound: { abs: 20 } },
        { op: '>=', bound: { abs: 40 } },
      ],
      outcome: { atLeast: 2, atMost: 3 },
      reason: 'a fall of exactly 20 points is printed in neither grade',
    },
  ],
  '6.0/alanine-aminotransferase-increased': baselineCap,
  '6.0/aspartate-aminotransferase-increased': baselineCap,
  '4.03/pancreatic-enzymes-decreased': malabsorption,
  '5.0/pancreatic-enzymes-decreased': malabsorption,
  '5.0/blood-bicarbonate-decreased': interventionGiven('<', { xLLN: 1 }),
  '6.0/blood-bicarbonate-decreased': interventionGiven('<', { xLLN: 1 }),
  '5.0/thyroid-stimulating-hormone-increased': interventionGiven('>', { xULN: 1 }),
  '6.0/thyroid-stimulating-hormone-increased': interventionGiven('>', { xULN: 1 }),
  '6.0/hypoxia--rest': () => [
    {
      all: [
        { op: '<', bound: { xLLN: 1 } },
        { op: '>=', bound: { abs: 88 } },
      ],
      when: { symptomatic: true },
      outcome: 'not-gradable',
      reason: 'with symptoms the grade is a clinical judgement',
    },
  ],
  '4.03/electrocardiogram-qt-corrected-interval-prolonged': () => [
    {
      all: [{ op: '>=', bound: { abs: 501 } }],
      when: { confirmedOnTwoEcgs: false },
      outcome: { atLeast: 2, atMost: 3 },
      reason: 'grade 3 needs two separate ECGs',
    },
  ],
};
