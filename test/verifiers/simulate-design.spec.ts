import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadTrial } from '@trial/trial-configuration';
import { simulate } from '../../apps/randomisation/src/domain/simulation.js';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';

const TOOL = join(checkout, 'apps/randomisation/tools/simulate-design.mjs');
const TRIAL = join(checkout, 'deploy/trials/manus.v1.yaml');
const run = (...options: readonly string[]) =>
  spawnSync(process.execPath, [TOOL, '--trial', TRIAL, '--runs', '200', ...options], { encoding: 'utf8' });

beforeAll(() => build({ folder: slotFolder('test') }));

describe('the simulation of a design from the command line', () => {
  it('reports what the engines do with the arms and target of the trial file', () => {
    const { stdout } = run('--block-sizes', '4,6', '--seed', 'x', '--json');
    const { arms, randomisation } = loadTrial(TRIAL);
    const report = simulate({
      specification: {
        method: 'permuted-blocks',
        arms,
        strata: ['all'],
        blockSizes: [4, 6],
        length: randomisation.target,
      },
      factors: [],
      participants: randomisation.target,
      runs: 200,
      seed: createHash('sha256').update('x').digest('hex'),
    });
    expect(JSON.parse(stdout)).toMatchObject(JSON.parse(JSON.stringify(report)) as object);
  });

  it('compares designs: a table each, in words a statistician reads', () => {
    const minimised = run('--method', 'minimisation', '--factor', 'ulcers=one,more', '--preference', '900');
    expect(minimised.stdout).toMatch(/minimisation, factors ulcers \(weight 1\), range, preference 900 of 1000/);
    expect(minimised.stdout).toMatch(/^ulcers more +\d/m);
    expect(run('--method', 'simple').stdout).toMatch(/^knowing nothing +50\.0 % +exact$/m);
  });

  it.each([
    ['blocks without sizes', [], /--block-sizes 4,6/],
    ['a block that cannot be balanced', ['--block-sizes', '5'], /multiple of 2/],
    ['minimisation of nothing', ['--method', 'minimisation'], /one factor or more/],
    ['a method nobody knows', ['--method', 'urn'], /no method urn/],
    ['an option nobody knows', ['--blocks', '4'], /Unknown option/],
    ['no whole number', ['--method', 'simple', '--participants', 'many'], /many is no whole number/],
  ])('says how it is called for %s', (_, options, message) => {
    const { status, stderr } = run(...options);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^Usage: simulate-design --trial FILE/m);
  });
});
