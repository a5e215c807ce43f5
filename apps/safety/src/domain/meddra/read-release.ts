import { readLines, type ReleaseLine } from './read-lines.js';
import type { ReleaseFault, ReleaseFile, ReleaseTexts } from './release-files.js';

/** A term on the lowest level, which is what events are coded with. */
export interface LowestTerm {
  readonly code: string;
  readonly name: string;
  readonly preferred: string;
  /** Terms that are not current stay for what was coded with them, and are not chosen anew. */
  readonly current: boolean;
}

/** A preferred term with its one primary way up to an organ class. */
export interface PreferredTerm {
  readonly code: string;
  readonly name: string;
  readonly hlt: string;
  readonly hlgt: string;
  readonly organClass: string;
  readonly organClassName: string;
}

export type ReadRelease =
  | { readonly lowest: readonly LowestTerm[]; readonly preferred: readonly PreferredTerm[] }
  | { readonly faults: readonly ReleaseFault[] };

/**
 * A whole release of MedDRA. It is refused with file, line and field where a code is none or is there twice, where a term
 * belongs to one that is not there, and where a preferred term has no primary way, or two, or another than it says itself.
 */
export function readRelease(texts: ReleaseTexts): ReadRelease {
  const faults: ReleaseFault[] = [];
  const read = (file: ReleaseFile) => readLines(file, texts[file], faults);
  const level = (file: ReleaseFile) => onceEach(file, read(file), faults);
  const [classes, hlgts, hlts, preferred, lowest] = [
    level('soc.asc'),
    level('hlgt.asc'),
    level('hlt.asc'),
    level('pt.asc'),
    level('llt.asc'),
  ];
  const known = { preferred, hlt: hlts, hlgt: hlgts, organClass: classes };
  const exists = (file: ReleaseFile, { line, of }: ReleaseLine, field: keyof typeof known) => {
    if (!known[field].has(of(field))) faults.push({ file, line, field, problem: `there is no ${of(field)}` });
  };

  const ways = new Map<string, ReleaseLine>();
  for (const way of read('mdhier.asc')) {
    for (const field of ['preferred', 'hlt', 'hlgt', 'organClass'] as const) exists('mdhier.asc', way, field);
    if (way.of('primary') !== 'Y') continue;
    const at = { file: 'mdhier.asc', line: way.line, field: 'primary' };
    if (ways.has(way.of('preferred')))
      faults.push({ ...at, problem: `a second primary way of ${way.of('preferred')}` });
    ways.set(way.of('preferred'), way);
  }
  for (const term of preferred.values()) {
    const way = ways.get(term.of('code'));
    const problem = !way ? 'it has no primary way' : 'its primary way leads to another organ class';
    if (way?.of('organClass') !== term.of('organClass'))
      faults.push({ file: 'pt.asc', line: term.line, field: 'organClass', problem });
  }
  for (const term of lowest.values()) exists('llt.asc', term, 'preferred');
  if (lowest.size === 0) faults.push({ file: 'llt.asc', line: 1, field: '-', problem: 'there are no terms' });
  if (faults.length > 0) return { faults };

  return {
    lowest: [...lowest.values()].map(({ of }) => ({
      ...{ code: of('code'), name: of('name'), preferred: of('preferred'), current: of('current') === 'Y' },
    })),
    preferred: [...preferred.values()].map(({ of }) => ({
      ...{ code: of('code'), name: of('name'), organClass: of('organClass') },
      hlt: ways.get(of('code'))?.of('hlt') ?? '',
      hlgt: ways.get(of('code'))?.of('hlgt') ?? '',
      organClassName: classes.get(of('organClass'))?.of('name') ?? '',
    })),
  };
}

function onceEach(
  file: ReleaseFile,
  lines: readonly ReleaseLine[],
  faults: ReleaseFault[],
): ReadonlyMap<string, ReleaseLine> {
  const byCode = new Map<string, ReleaseLine>();
  for (const each of lines) {
    const code = each.of('code');
    if (byCode.has(code)) faults.push({ file, line: each.line, field: 'code', problem: `${code} is there twice` });
    byCode.set(code, each);
  }
  return byCode;
}
