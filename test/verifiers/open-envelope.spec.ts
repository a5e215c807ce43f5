import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checksumOf,
  ENVELOPES,
  newCode,
  openEnvelope,
  sealEnvelope,
  type EnvelopePlace,
} from '../../apps/randomisation/src/vault/downtime/envelope.js';

const TOOL = join(import.meta.dirname, '../../apps/randomisation/tools/open-envelope.mjs');
const LIST = '0195a1f2-0000-7000-8000-000000000001';
const PACK = { environment: 'production', trialId: 'TRIAL', siteId: 'SITE', pack: 7 };
const placeOf = (envelope: number): EnvelopePlace => ({ ...PACK, envelope, stratum: 'more/é' });
const contentOf = (envelope: number) => ({
  list: LIST,
  stratum: 'more/é',
  position: 10 + envelope,
  arm: envelope === 1 ? 'a' : 'the-other-arm',
});

interface SealedEnvelope {
  readonly envelope: number;
  readonly stratum: string;
  readonly salt: string;
  readonly sealed: string;
  readonly checksum: string;
}

describe('the program that opens an envelope', () => {
  const codes = [newCode(), newCode()];
  const codeOf = (envelope: number) => codes[envelope - 1] ?? '';
  let folder: string;
  let envelopes: SealedEnvelope[];

  const fileOf = (text: string): string => {
    const file = join(folder, 'pack.json');
    writeFileSync(file, text);
    return file;
  };
  const packOf = (changed = envelopes) =>
    fileOf(JSON.stringify({ format: ENVELOPES, ...PACK, issuedAt: '2025-03-03T08:00:00.000Z', envelopes: changed }));
  const run = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...words], { encoding: 'utf8', env: {} });
    return { status, said: (stdout || stderr).trim() };
  };
  const open = (envelope: number, code: string, file = packOf()) =>
    run(file, '--envelope', String(envelope), '--code', code);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'envelopes-'));
    envelopes = await Promise.all(
      codes.map(async (code, index) => {
        const place = placeOf(index + 1);
        const { salt, sealed } = await sealEnvelope(place, contentOf(index + 1), code);
        return {
          envelope: index + 1,
          stratum: place.stratum,
          salt: salt.toString('hex'),
          sealed: sealed.toString('base64'),
          checksum: checksumOf(place, { salt, sealed }),
        };
      }),
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('prints what it holds, for its own code, however it is typed', () => {
    const holds = (envelope: number, arm: string) => ({
      status: 0,
      said: [
        `trial TRIAL, site SITE, pack 7, envelope ${envelope}`,
        `stratum more/é, position ${10 + envelope} of list ${LIST}`,
        `arm ${arm}`,
      ].join('\n'),
    });
    expect(open(1, codeOf(1))).toEqual(holds(1, 'a'));
    expect(open(2, codeOf(2).toLowerCase().replaceAll('-', ' '))).toEqual(holds(2, 'the-other-arm'));
    expect(run('--code', codeOf(1), packOf(), '--envelope', '1')).toEqual(holds(1, 'a'));
  });

  it('says so when it is of a test, and is not opened when somebody makes a true one of it', async () => {
    const place = { ...placeOf(1), environment: 'test' };
    const { salt, sealed } = await sealEnvelope(place, contentOf(1), codeOf(1));
    const made = { envelope: 1, stratum: place.stratum, salt: salt.toString('hex'), sealed: sealed.toString('base64') };
    const pack = (environment: string) =>
      fileOf(
        JSON.stringify({
          format: ENVELOPES,
          ...PACK,
          environment,
          envelopes: [{ ...made, checksum: checksumOf({ ...place, environment }, { salt, sealed }) }],
        }),
      );
    expect(open(1, codeOf(1), pack('test')).said).toMatch(/^A TEST: this is no allocation of any participant\n/);
    expect(open(1, codeOf(1), pack('production'))).toEqual({ status: 1, said: 'this is not the code of envelope 1' });
  });

  it('is opened by no other code', () => {
    expect(open(1, codeOf(2))).toEqual({ status: 1, said: 'this is not the code of envelope 1' });
  });

  it('notices a mistyped code before it tries it', () => {
    const [first = '', second = ''] = codeOf(1);
    const wrong = `${first === '7' ? '8' : '7'}${codeOf(1).slice(1)}`;
    const swapped = first === second ? wrong : `${second}${first}${codeOf(1).slice(2)}`;
    const said = 'the code is mistyped: a character is wrong, missing or in another place; read it again';
    // Of a pack that is damaged all over, nothing else is said.
    const damaged = packOf(envelopes.map((each) => ({ ...each, checksum: '' })));
    for (const code of [wrong, swapped, codeOf(1).slice(1), `${codeOf(1)}0`, 'never'])
      expect(open(1, code, damaged)).toEqual({ status: 1, said });
  });

  it('names an envelope that is damaged, and opens the others', () => {
    const [one, two] = envelopes;
    if (!one || !two) throw new Error('two envelopes were sealed');
    const flipped = Buffer.from(one.sealed, 'base64');
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const changes: Partial<SealedEnvelope>[] = [
      { sealed: flipped.toString('base64') },
      { sealed: one.sealed.slice(0, 40) },
      { sealed: two.sealed },
      { salt: two.salt },
      { stratum: 'few' },
      { checksum: two.checksum },
    ];
    for (const change of changes) {
      const file = packOf([{ ...one, ...change }, two]);
      expect(open(1, codeOf(1), file)).toEqual({ status: 1, said: 'envelope 1 is damaged; fetch the pack again' });
      expect(open(2, codeOf(2), file).status).toBe(0);
    }
  });

  it('opens no envelope in the place of another, even when its checksum is made to fit', async () => {
    const [one, two] = envelopes;
    if (!one || !two) throw new Error('two envelopes were sealed');
    const moved = { salt: Buffer.from(two.salt, 'hex'), sealed: Buffer.from(two.sealed, 'base64') };
    const file = packOf([{ ...two, envelope: 1, checksum: checksumOf(placeOf(1), moved) }, two]);
    expect(open(1, codeOf(2), file)).toEqual({ status: 1, said: 'this is not the code of envelope 1' });
    expect(await openEnvelope(placeOf(1), moved, codeOf(2))).toBeUndefined();
    expect(await openEnvelope(placeOf(2), moved, codeOf(2))).toEqual(contentOf(2));
  });

  it('says what is no pack, and that there is no such envelope', () => {
    for (const text of ['', 'null', '[]', '{"format":"trial-downtime-pack/2","envelopes":[]}', '{"half":'])
      expect(open(1, codeOf(1), fileOf(text))).toEqual({
        status: 1,
        said: `${join(folder, 'pack.json')} is not a downtime pack that can be read`,
      });
    expect(open(3, codeOf(1))).toEqual({ status: 1, said: 'the pack has no envelope 3' });
  });

  it('says how it is called', () => {
    for (const words of [[], ['pack.json'], ['pack.json', '--envelope', '0', '--code', codeOf(1)], ['--code']])
      expect(run(...words)).toEqual({ status: 2, said: 'Usage: open-envelope FILE --envelope N --code CODE' });
  });

  it('tells nothing by the length of what is sealed', () => {
    expect(new Set(envelopes.map(({ sealed }) => sealed.length)).size).toBe(1);
  });
});
