/**
 * What laboratories and participants say, by chance of the seed: mostly unremarkable, now and then a value that CTCAE
 * grades 3, so that candidates arise. Ranges as hospital laboratories print them, in the unit each trial asks for.
 */
const ANALYTES = [
  { analyte: 'alt', unit: 'U/L', range: { high: 45 }, usual: [12, 44], raised: [46, 130], alarming: [250, 600] },
  {
    analyte: 'haemoglobin',
    unit: 'mmol/L',
    range: { low: 7.5, high: 10 },
    usual: [76, 98],
    raised: [64, 74],
    alarming: [42, 48],
    tenths: true,
  },
  {
    analyte: 'haemoglobin',
    unit: 'g/dL',
    range: { low: 12, high: 16 },
    usual: [122, 158],
    raised: [103, 119],
    alarming: [68, 77],
    tenths: true,
  },
  {
    analyte: 'creatinine',
    unit: 'umol/L',
    range: { low: 50, high: 90 },
    usual: [52, 88],
    raised: [91, 130],
    alarming: [290, 400],
  },
  {
    analyte: 'creatinine',
    unit: 'mg/dL',
    range: { low: 0.6, high: 1 },
    usual: [6, 10],
    raised: [11, 14],
    alarming: [33, 45],
    tenths: true,
  },
];

/** Results of what the trial measures and this list knows; nothing alarms at screening, or nobody would get in. */
export function laboratoryResults({ chance, facts }, participant, occasion) {
  const measured = ANALYTES.filter(({ analyte, unit }) =>
    facts.analytes.some((asked) => asked.code === analyte && asked.unit === unit),
  );
  return measured.map(({ analyte, unit, range, usual, raised, alarming, tenths }) => {
    const purpose = ['lab', participant, occasion, analyte];
    const draw = chance.fraction(...purpose, 'kind');
    const [low, high] = draw < 0.02 && occasion !== facts.screeningVisit ? alarming : draw < 0.2 ? raised : usual;
    const number = chance.whole(low, high, ...purpose, 'value');
    const below = analyte === 'alt' && chance.happens(0.03, ...purpose, 'below');
    const value = below ? '<5' : tenths ? `${Math.floor(number / 10)}.${number % 10}` : String(number);
    return { analyte, result: { value, unit, range } };
  });
}

/** Answers to a form by its instrument; now and then an item is left open. Undefined for a form nobody can answer yet. */
export function answersTo(instrument, version, chance, participant, visit) {
  if (instrument === 'pain-vas') return { [`pain.${version}.vas`]: chance.whole(0, 100, 'pain', participant, visit) };
  if (instrument !== 'haq-di') return undefined;
  const items = Array.from({ length: 20 }, (_, index) => `i${index + 1}`);
  const answers = Object.fromEntries(
    items
      .filter((item) => !chance.happens(0.04, 'open', participant, visit, item))
      .map((item) => [item, Math.min(3, chance.whole(0, 4, 'haq', participant, visit, item))]),
  );
  return {
    ...answers,
    aids1: chance.happens(0.3, 'aids', participant, visit) ? ['cane'] : ['none'],
    help1: ['none'],
    aids2: ['none'],
    help2: chance.happens(0.2, 'help', participant, visit) ? ['grip'] : ['none'],
  };
}

const COMPLAINTS = [
  { term: 'injection-site-reaction', grades: [1, 2] },
  { term: 'bruising', grades: [1, 2] },
  { term: 'skin-ulceration', grades: [1, 2, 3] },
  { term: 'headache', grades: [1, 2] },
  { term: 'nausea', grades: [1, 2] },
  { term: 'fatigue', grades: [1, 2] },
];

/** What a participant complains of at a visit, or undefined. */
export function complaint(chance, participant, visit) {
  if (!chance.happens(0.3, 'complaint', participant, visit)) return undefined;
  const { term, grades } = chance.pick(COMPLAINTS, 'term', participant, visit);
  return { term, grade: chance.pick(grades, 'grade', participant, visit) };
}
