import { edited, findingsOf, goodData, goodName, goodText, trialsFolder } from '../test/edited-trial.js';
import { InvalidTrialFile } from './invalid-trial-file.js';
import { loadTrial, readTrial, trialFrom } from './load-trial.js';

describe('a trial file', () => {
  it('is frozen to its leaves', () => {
    const trial = loadTrial(trialsFolder + goodName);
    const isLoose = (value: unknown): boolean =>
      typeof value === 'object' && value !== null && (!Object.isFrozen(value) || Object.values(value).some(isLoose));
    expect(isLoose(trial)).toBe(false);
    expect(() => Object.assign(trial.visits[0] ?? {}, { code: 'X' })).toThrow(TypeError);
  });

  it('has a checksum that comments, layout and the order of names do not change', () => {
    const { checksum } = readTrial(goodText, goodName);
    const reversed = Object.fromEntries(Object.entries(Object(goodData)).reverse());
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(readTrial(`# a comment\n${JSON.stringify(reversed)}`, goodName).checksum).toBe(checksum);
  });

  it('has another checksum when a single value changes', () => {
    const { checksum } = readTrial(goodText, goodName);
    expect(trialFrom(edited('visits/W12/window/after', 6), goodName).checksum).not.toBe(checksum);
  });

  it('has a checksum of what is written, so that a default written out changes it and a new default does not', () => {
    const trial = trialFrom(goodData, goodName);
    expect(trial.visits.find(({ code }) => code === 'W02')?.primary).toBe(false);
    expect(trialFrom(edited('visits/W02/primary', false), goodName).checksum).not.toBe(trial.checksum);
  });

  it('says in one message which file, which field and which rule', () => {
    expect(() => trialFrom(edited('visits/W12/window/unit', 'weeks'), goodName)).toThrow(
      `${goodName} is not a valid trial file:\n  visits.W12.window.unit: Invalid option: expected one of "hours"|"days"`,
    );
  });

  it('is refused with all of its findings at once', () => {
    const findings = findingsOf(edited('visits/W12/name', '', edited('ctcae/version', '4.0')));
    expect(findings.map(({ field }) => field)).toEqual(['visits.W12.name', 'ctcae.version']);
  });
});

describe('a file that is no trial file is refused', () => {
  it('under a name that does not agree with its id and version', () => {
    expect(findingsOf(goodData, 'other.v1.yaml')).toEqual([
      { field: 'id', rule: expect.stringMatching(new RegExp(`belongs in ${goodName}$`)) },
    ]);
  });

  it.each([
    ['nothing', '', /\(file\): Invalid input/],
    ['just text', 'just text', /\(file\): Invalid input/],
    ['a list', '- a list', /\(file\): Invalid input/],
    ['broken YAML', 'a: [1', /line 1: Flow sequence/],
    ['a name twice', 'a: 1\na: 2', /line 2: Map keys must be unique/],
    ['an alias', 'a: &x 1\nb: *x', /\*x: aliases are not allowed/],
    ['a dangling alias', 'b: *nowhere', /\*nowhere: aliases are not allowed/],
  ])('when it holds %s', (_, text, message) => {
    expect(() => readTrial(text, goodName)).toThrow(InvalidTrialFile);
    expect(() => readTrial(text, goodName)).toThrow(message);
  });
});
