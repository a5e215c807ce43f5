import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { gradeLine } from '../../apps/safety/src/domain/grade-labs/grade-line.js';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';

const TOOL = join(checkout, 'apps/safety/tools/grade-labs.mjs');
const OPTIONS = ['--ctcae', '4.03', '--when-ambiguous', 'worst'];

const run = (input: string, options: readonly string[] = OPTIONS, nodeOptions: readonly string[] = []) =>
  spawnSync(process.execPath, [...nodeOptions, TOOL, ...options], { encoding: 'utf8', input, maxBuffer: 2 ** 27 });

const linesOf = (stdout: string): readonly unknown[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

beforeAll(() => build({ folder: slotFolder('test') }));

describe('laboratory results graded from the command line', () => {
  it('have one answer for each line, in order, whatever stands between the line feeds', () => {
    const line = fc.oneof(
      fc.constantFrom('', '\r', '\u2028', '{"id":"é","term":"Anemia","value":7,"unit":"g/dL"}\r', '{"id":', '\ufeff[]'),
      fc.json(),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 400, size: 'max' }), fc.boolean(), (lines, ended) => {
        const { stdout, status } = run(lines.join('\n') + (ended ? '\n' : ''));
        const expected = ended || lines.at(-1) !== '' ? lines : lines.slice(0, -1);
        const asked = lines.length === 0 && ended ? [''] : expected;
        expect(status).toBe(0);
        expect(linesOf(stdout)).toEqual(asked.map((text, index) => gradeLine(text, index + 1, '4.03', 'worst')));
      }),
      { numRuns: 12 },
    );
  });

  it('stream: far more of them than fit into memory', () => {
    const many = Array.from({ length: 400_000 }, (_, id) => `{"id":${id},"term":"Anemia","value":79,"unit":"g/L"}\n`);
    const { stdout, status } = run(many.join(''), OPTIONS, ['--max-old-space-size=16']);
    expect(status).toBe(0);
    expect(stdout.endsWith('{"id":399999,"grade":3,"criterion":"4.03/anemia"}\n')).toBe(true);
    expect(stdout.split('\n')).toHaveLength(400_001);
  });

  it('follow the version and the policy', () => {
    const potassium = '{"id":1,"term":"Hypokalemia","value":3.2,"unit":"mmol/L","lln":3.5}\n';
    const { stdout } = run(potassium, ['--ctcae', '6.0', '--when-ambiguous', 'range']);
    expect(stdout).toBe('{"id":1,"gradeLow":1,"gradeHigh":2,"criterion":"6.0/hypokalemia"}\n');
  });

  it('are none of nothing', () => {
    expect(run('')).toMatchObject({ stdout: '', stderr: '', status: 0 });
  });

  it.each([
    ['no options', [], /which version/],
    ['a version that has to be written 4.03', ['--ctcae', '4.0', '--when-ambiguous', 'best'], /which version/],
    ['no policy', ['--ctcae', '4.03'], /more than one grade/],
    ['a policy nobody knows', ['--ctcae', '4.03', '--when-ambiguous', 'average'], /more than one grade/],
    ['an option nobody knows', [...OPTIONS, '--fast'], /Unknown option/],
    ['a file', [...OPTIONS, 'results.ndjson'], /Unexpected argument/],
  ])('are not begun with %s', (_, options, message) => {
    const { status, stdout, stderr } = run('{}\n', options);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^Usage: grade-labs --ctcae 4\.03\|5\.0\|6\.0 --when-ambiguous worst\|best\|range$/m);
  });
});
