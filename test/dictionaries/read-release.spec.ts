import { fakeRelease } from './fake-meddra.js';
import { readRelease } from '../../apps/safety/src/domain/meddra/read-release.js';
import type { ReleaseFile, ReleaseTexts } from '../../apps/safety/src/domain/meddra/release-files.js';

const release = fakeRelease();
const faultsOf = (texts: ReleaseTexts) => {
  const read = readRelease(texts);
  return 'faults' in read ? read.faults : [];
};
const withFile = (file: ReleaseFile, change: (text: string) => string): ReleaseTexts => ({
  ...release,
  [file]: change(release[file]),
});

describe('a release', () => {
  it('is its terms, each with its preferred term and one primary way to an organ class', () => {
    const read = readRelease(release);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(read.lowest).toHaveLength(5);
    expect(read.lowest[1]).toEqual({ code: '99990002', name: 'Azure itch', preferred: '99990301', current: false });
    expect(read.preferred[2]).toEqual({
      ...{ code: '99990303', name: 'Humming', hlt: '99990601', hlgt: '99990701' },
      ...{ organClass: '99990902', organClassName: 'Made-up disorders' },
    });
  });

  it('may have the line ends of another system, and empty lines', () => {
    expect(readRelease(withFile('llt.asc', (text) => `${text.replaceAll('\n', '\r\n')}\r\n`))).toEqual(
      readRelease(release),
    );
  });

  it.each<[string, ReleaseFile, string, string, number, string]>([
    ['a code that is none', 'llt.asc', '99990003$Green', '9999000$Green', 3, 'code'],
    ['a code twice', 'llt.asc', '99990003$Green', '99990001$Green', 3, 'code'],
    ['no name', 'llt.asc', 'Green itch', '', 3, 'name'],
    ['a damaged name', 'pt.asc', 'Green', 'Gr\ufffden', 2, 'name'],
    ['no word on whether it is current', 'llt.asc', '$N$', '$$', 2, 'current'],
    ['a preferred term that is not there', 'llt.asc', '$99990302$', '$99990309$', 3, 'preferred'],
    ['a way over a group that is not there', 'mdhier.asc', '$99990601$', '$99990609$', 1, 'hlt'],
    ['a way to a class that is not there', 'mdhier.asc', '$99990901$Blue', '$99990909$Blue', 1, 'organClass'],
    ['no primary way', 'mdhier.asc', '$Y$', '$N$', 1, 'organClass'],
    ['two primary ways', 'mdhier.asc', '$N$', '$Y$', 2, 'primary'],
    ['another class than its way leads to', 'pt.asc', '$99990901$', '$99990902$', 1, 'organClass'],
  ])('is refused with %s', (_, file, was, is, line, field) => {
    const at = field === 'organClass' && is.includes('N') ? 'pt.asc' : file;
    expect(faultsOf(withFile(file, (text) => text.replace(was, is)))).toContainEqual({
      ...{ file: at, line, field, problem: expect.any(String) },
    });
  });

  it('is refused without terms', () => {
    expect(faultsOf(withFile('llt.asc', () => ''))).toEqual([
      { file: 'llt.asc', line: 1, field: '-', problem: 'there are no terms' },
    ]);
  });
});
