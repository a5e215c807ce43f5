/** Fields of a release of MedDRA by their place in a line (MedAscii: separated by `$`), as far as they are read. */
export const RELEASE_FILES = {
  'soc.asc': { code: 0, name: 1 },
  'hlgt.asc': { code: 0, name: 1 },
  'hlt.asc': { code: 0, name: 1 },
  'pt.asc': { code: 0, name: 1, organClass: 3 },
  'llt.asc': { code: 0, name: 1, preferred: 2, current: 9 },
  'mdhier.asc': { preferred: 0, hlt: 1, hlgt: 2, organClass: 3, primary: 11 },
} as const;

export type ReleaseFile = keyof typeof RELEASE_FILES;

export const isReleaseFile = (name: string): name is ReleaseFile => name in RELEASE_FILES;

/** The texts of a release by the names of its files. */
export type ReleaseTexts = Readonly<Record<ReleaseFile, string>>;

/** What is wrong with a release, where. */
export interface ReleaseFault {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}
