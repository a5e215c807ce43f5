import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';

const TOOL = join(checkout, 'apps/safety/tools/check-icsr.mjs');
const GOOD = join(checkout, 'test/icsr/golden/regulator.xml');
const standards = process.env['STANDARDS_DIR'];
const withStandards = standards === undefined ? it.skip : it;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'check-icsr-'));
  await build({ folder: slotFolder('test') });
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(files: readonly string[], standardsDir?: string) {
  const { STANDARDS_DIR: _, ...environment } = process.env;
  const env = standardsDir === undefined ? environment : { ...environment, STANDARDS_DIR: standardsDir };
  const { stdout, stderr, status } = spawnSync(process.execPath, [TOOL, ...files], { encoding: 'utf8', env });
  const findings = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, string>);
  return { findings, stderr, status };
}

/** A file in the folder of the test. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const good = readFileSync(GOOD, 'utf8');
const changed = (from: string | RegExp, to: string): string => {
  const text = good.replace(from, to);
  if (text === good) throw new Error('the change is none');
  return text;
};

const ACK = (inner: string) =>
  `<MCCI_IN200101UV01 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0"><id extension="A1" root="2.16.840.1.113883.3.989.2.1.3.20"/>${inner}</MCCI_IN200101UV01>`;
const ANSWERED = `<MCCI_IN000002UV01><acknowledgement typeCode="CR"><targetMessage><id extension="NL-X-1" root="2.16.840.1.113883.3.989.2.1.3.1"/></targetMessage><acknowledgementDetail><text>One;Two...</text></acknowledgementDetail></acknowledgement></MCCI_IN000002UV01><acknowledgement typeCode="AE"><targetBatch><id extension="B1" root="2.16.840.1.113883.3.989.2.1.3.22"/></targetBatch></acknowledgement>`;

describe('case reports checked from the command line', () => {
  it('are good with nothing but the warning that their codes are made up', () => {
    const { findings, status, stderr } = run([GOOD]);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['E.i.2.1b/placeholder', 'warning']]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('E2B-2: are told apart: each finding names file, element, rule, severity and what is wrong', () => {
    const bad = file(
      'bad.xml',
      changed(
        /code="2" codeSystem="2.16.840.1.113883.3.989.2.1.1.2"/,
        'code="99" codeSystem="2.16.840.1.113883.3.989.2.1.1.2"',
      ),
    );
    const { findings, status } = run([GOOD, bad]);
    expect(status).toBe(1);
    expect(findings).toContainEqual({
      file: bad,
      element: 'C.1.3',
      rule: 'C.1.3/code',
      severity: 'error',
      message: 'case: is one of 1, 2, 3, 4; found "99"',
    });
    expect(findings.filter(({ file: name, severity }) => name === GOOD && severity === 'error')).toEqual([]);
  });

  it.each([
    ['no such file', join('nowhere', 'x.xml'), 'file/not-readable'],
    ['a folder', '.', 'file/not-readable'],
    ['no XML', 'no.xml', 'file/not-well-formed'],
    ['nothing', 'empty.xml', 'file/not-well-formed'],
    ['bytes of no encoding', 'bytes.xml', 'file/not-well-formed'],
    ['XML that ends too early', 'cut.xml', 'file/not-well-formed'],
    ['XML of something else', 'other.xml', 'file/unknown-message'],
    ['a report in no namespace', 'no-namespace.xml', 'file/unknown-message'],
    ['a file of entities that grow', 'laughs.xml', 'file/not-well-formed'],
    ['a file that asks for another file', 'outside.xml', 'file/document-type'],
    ['a tree too deep', 'deep.xml', 'file/not-well-formed'],
    ['a file too large', 'large.xml', 'file/too-large'],
  ])('are not %s: that is a finding, and no crash', (_, name, rule) => {
    const contents: Readonly<Record<string, string | Uint8Array>> = {
      'no.xml': 'MSH|^~\\&|',
      'empty.xml': '',
      'bytes.xml': Uint8Array.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0xc3, 0x28]),
      'cut.xml': good.slice(0, 4000),
      'other.xml': '<html/>',
      'no-namespace.xml': '<MCCI_IN200100UV01/>',
      'laughs.xml': `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghijklm'.replace(/./g, (entity) => `<!ENTITY ${entity} "${`&${String.fromCharCode(entity.charCodeAt(0) - 1)};`.repeat(10)}">`)}]><x>&m;</x>`,
      'outside.xml': `<!DOCTYPE x [<!ENTITY a SYSTEM "file://${GOOD}">]><x>&a;</x>`,
      'deep.xml': `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
      'large.xml': new Uint8Array(21 * 1024 * 1024).fill(0x20),
    };
    const content = contents[name];
    const path = content === undefined ? join(folder, name) : file(name, content);
    const { findings, status, stderr } = run([path]);
    expect(findings).toEqual([
      { file: path, element: '-', rule, severity: 'error', message: expect.stringMatching(/./) },
    ]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });

  it('E2B-11: an acknowledgement is read: its verdicts are notes, a text that was cut off is a warning', () => {
    const { findings, status } = run([file('ack.xml', ACK(ANSWERED))]);
    expect(findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      ['ACK.A.4/verdict', 'note', 'AE for batch B1'],
      ['ACK.B.r.6/verdict', 'note', 'CR for NL-X-1; One; Two...'],
      ['ACK.B.r.6/cut-off', 'warning', 'CR for NL-X-1: the text was cut off'],
    ]);
    expect(status).toBe(0);
  });

  it('E2B-11: an acknowledgement of nothing is a finding', () => {
    const { findings, status } = run([file('ack-of-nothing.xml', ACK(''))]);
    expect(findings.map(({ rule }) => rule)).toEqual(['ACK.A.1/required', 'ACK.A.4/required']);
    expect(status).toBe(1);
  });

  withStandards('E2B-1: are asked for the schema where there is one', () => {
    const bad = file('order.xml', changed(/<statusCode code="active"\/>\s*/, ''));
    expect(run([GOOD], standards).status).toBe(0);
    expect(run([bad]).status).toBe(0);
    const { findings, status } = run([bad], standards);
    expect(findings.filter(({ rule }) => rule === 'file/schema')).toHaveLength(1);
    expect(status).toBe(1);
  });

  withStandards('E2B-1: both sample acknowledgements are valid and read', () => {
    const samples = ['positive', 'negative'].map((kind) => join(standards ?? '', 'e2b', 'ack', `R3ack-${kind}.ack`));
    const { findings, status } = run(samples, standards);
    expect(findings.filter(({ severity }) => severity === 'note')).toHaveLength(4);
    expect(status).toBe(0);
  });

  it.each([
    ['no file', [], undefined, /which files/],
    ['an option', ['--fast', GOOD], undefined, /Unknown option/],
    ['a folder of standards that is none', [GOOD], tmpdir(), /STANDARDS_DIR does not hold the schemas/],
  ])('are not begun with %s', (_, files, standardsDir, message) => {
    const { findings, status, stderr } = run(files, standardsDir);
    expect(findings).toEqual([]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^Usage: check-icsr FILE…$/m);
  });
});
