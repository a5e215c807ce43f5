import fc from 'fast-check';
import { gradeLine } from './grade-line.js';
import { reasons } from './lab-request.js';

const said = (line: unknown): unknown =>
  gradeLine(typeof line === 'string' ? line : JSON.stringify(line), 13, '4.03', 'worst');

const request = { id: 'r1', term: 'Anemia', value: 79, unit: 'g/L' };

describe('a line that is no request', () => {
  it.each([
    ['', 'empty line'],
    [' \r', 'empty line'],
    ['{"id":1', 'not JSON'],
    ['[1]', 'not an object'],
    ['null', 'not an object'],
    ['"Anemia"', 'not an object'],
  ])('is answered with its number: %j', (line, error) => {
    expect(said(line)).toEqual({ id: null, line: 13, error });
  });

  it.each([
    [{ id: undefined }, 'id: expected a text, or a number that can be kept exactly'],
    [{ id: 2 ** 60 }, 'id: expected a text, or a number that can be kept exactly'],
    [{ term: 7 }, 'term: expected a text'],
    [{ variant: 'random' }, /^variant: expected one of fasting, non-fasting/],
    [{ value: '79' }, 'value: expected a number that is not negative'],
    [{ value: -79 }, 'value: expected a number that is not negative'],
    [{ comparator: '~' }, 'comparator: expected one of <, <=, >, >='],
    [{ comparator: '<', value: 0 }, 'value: nothing is below 0'],
    [{ unit: 7 }, 'unit: expected a text'],
    [{ lln: true }, 'lln: expected a number that is not negative'],
    [{ uln: '40' }, 'uln: expected a number that is not negative'],
    [{ baseline: [1] }, 'baseline: expected a number that is not negative'],
    [{ baselineStatus: 'raised' }, 'baselineStatus: expected one of low, normal, high'],
    [{ percentChange: '-5' }, 'percentChange: expected a number'],
    [{ facts: ['symptomatic'] }, 'facts: expected an object of true and false'],
    [{ facts: { symptomatic: 'yes' } }, 'facts.symptomatic: expected true or false'],
    [{ facts: { tired: true } }, /^facts\.tired: no such fact; known are confirmedOnTwoEcgs, /],
  ])('names the field: %j', (wrong, error) => {
    expect(said({ ...request, ...wrong })).toEqual({
      id: null,
      line: 13,
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
  });

  it('is refused for a number too large for one, and for a fact under the name of a prototype', () => {
    expect(said('{"id":1,"term":"Anemia","value":1e999,"unit":"g/L"}')).toMatchObject({ line: 13 });
    expect(said('{"id":1,"term":"Anemia","value":1,"facts":{"__proto__":true}}')).toMatchObject({ line: 13 });
  });
});

describe('a request', () => {
  it('may have null for what is not known, a zero or no letters as id, and fields of others', () => {
    const nulls = { variant: null, comparator: null, lln: null, uln: null, baseline: null, facts: null };
    expect(said({ ...request, ...nulls, id: 0, taken: 'yesterday' })).toMatchObject({ id: 0, grade: 3 });
    expect(said(`\ufeff${JSON.stringify(request)}\r`)).toMatchObject({ id: 'r1', grade: 3 });
    expect(said({ ...request, id: '' })).toMatchObject({ id: '', grade: 3 });
  });
});

it('answers every line, whatever stands in it, and never with grade 5', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .dictionary(
        fc.constantFrom('id', 'term', 'value', 'unit', 'uln', 'facts', 'variant', 'comparator'),
        fc.oneof(fc.jsonValue(), fc.constantFrom('Anemia', 'Hypercalcemia', 'g/L', '<')),
      )
      .map((fields) => JSON.stringify({ ...request, ...fields })),
  );
  fc.assert(
    fc.property(line, fc.constantFrom('worst', 'best', 'range'), (text, policy) => {
      const answer = gradeLine(text, 1, '5.0', policy);
      if ('error' in answer) {
        expect(answer.line).toBe(1);
        expect(answer.error).not.toBe('');
      } else if ('reason' in answer) expect(reasons).toContain(answer.reason);
      else expect([0, 1, 2, 3, 4]).toContain('grade' in answer ? answer.grade : answer.gradeHigh);
    }),
    { numRuns: 500 },
  );
});
