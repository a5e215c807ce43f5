import { edited, findingsOf, goodData } from '../test/edited-trial.js';

/** The good file with infusions instead of injections; what it says of the injections goes. */
function withInfusions(at: readonly string[], more: object = {}): unknown {
  const infusions = {
    kind: 'infusions',
    route: 'intravenous',
    dose: { unit: 'mg', minimum: 8, target: 8, maximum: 8, per: 'kilogram-of-body-weight' },
    at,
    ...more,
  };
  const data = edited('anchor/event', 'first-dose', edited('administration', infusions)) as Record<
    'confirmed' | 'assumptions' | 'openQuestions',
    Record<string, string>
  >;
  for (const told of [data.confirmed, data.assumptions, data.openQuestions])
    for (const path of Object.keys(told)) if (path.startsWith('administration')) Reflect.deleteProperty(told, path);
  data.assumptions['administration'] = 'for tests';
  return data;
}

const [screening = '', treatment = '', next = '', last = ''] = codesOf(goodData);

describe('doses given at visits', () => {
  it('are a file like any other', () => {
    expect(findingsOf(withInfusions([treatment, next, last]))).toEqual([]);
  });

  it.each<[string, readonly string[], string]>([
    ['at a visit that is not there', [treatment, 'W99'], 'there is no visit W99'],
    ['at visits out of order', [next, treatment], 'visits stand in the order in which they come'],
    ['before treatment', [screening, treatment], 'no dose is due before treatment'],
    ['twice at one visit', [treatment, treatment], `${treatment} is there twice`],
  ])('%s are refused', (_, at, rule) => {
    expect(findingsOf(withInfusions(at))).toEqual([{ field: 'administration.at', rule }]);
  });

  it('are due at one visit at least, in amounts that ascend, with an anchor that happens', () => {
    expect(findingsOf(withInfusions([])).map(({ field }) => field)).toEqual(['administration.at']);
    const dose = { unit: 'mg', minimum: 9, target: 8, maximum: 8 };
    expect(findingsOf(withInfusions([treatment], { dose }))).toEqual([
      { field: 'administration.dose', rule: 'minimum, target and maximum must ascend' },
    ]);
    expect(findingsOf(edited('anchor/event', 'first-injection', withInfusions([treatment])))).toEqual([
      { field: 'anchor.event', rule: 'a trial without injections has no first injection' },
    ]);
  });
});

/** A visit before treatment, the visit of the treatment, the next and the last. */
function codesOf(data: unknown): readonly string[] {
  const { visits } = data as { visits: readonly { code: string; phase: string }[] };
  const at = visits.findIndex(({ phase }) => phase === 'treatment');
  return [visits[0], visits[at], visits[at + 1], visits.at(-1)].map((visit) => visit?.code ?? '');
}
