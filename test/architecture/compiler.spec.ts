import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { CANARIES, REPOSITORY } from './run-tools.js';

const FOLDER = join(CANARIES, 'compiler');
const MARK = /^\s*\/\/ @ts-expect-error TS(\d+) (.+)$/;

interface Mark {
  readonly line: number;
  readonly code: number;
  readonly what: string;
}

/** Marked lines of a canary: each mark speaks for the line below it. */
const marks: readonly Mark[] = readFileSync(join(FOLDER, 'must-not-compile.ts'), 'utf8')
  .split('\n')
  .flatMap((text, index) => {
    const [, code, what] = MARK.exec(text) ?? [];
    return code === undefined || what === undefined ? [] : [{ line: index + 2, code: Number(code), what }];
  });

/** Snippets of READMEs that bring their own imports, each as if it were a file beside the canaries. */
const snippets: ReadonlyMap<string, string> = new Map(
  readdirSync(join(REPOSITORY, 'libs')).flatMap((lib) => {
    const readme = join(REPOSITORY, 'libs', lib, 'README.md');
    const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
    return [...text.matchAll(/^```ts\n(import [^]*?)^```$/gm)].map(
      ([, snippet = ''], index) => [join(FOLDER, `readme-of-${lib}-${index + 1}.ts`), snippet] as const,
    );
  }),
);

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

/**
 * What the compiler says of the canaries with the repository's own settings. The marks are taken out on reading: they
 * would swallow the very findings that are compared.
 */
function findings(): readonly Finding[] {
  const { config } = ts.readConfigFile(join(REPOSITORY, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const host = ts.createCompilerHost(options);
  const files = [...['must-compile.ts', 'must-not-compile.ts'].map((name) => join(FOLDER, name)), ...snippets.keys()];
  const [read, exists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.fileExists = (path) => snippets.has(path) || exists(path);
  host.readFile = (path) => {
    const text = snippets.get(path) ?? read(path);
    return path.startsWith(FOLDER) ? text?.replaceAll('@ts-expect-error', 'refused:') : text;
  };
  const program = ts.createProgram(files, options, host);
  return files.flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ file, start = 0, code, messageText }) => ({
        file: path.slice(FOLDER.length + 1),
        line: (file?.getLineAndCharacterOfPosition(start).line ?? -1) + 1,
        code,
        message: ts.flattenDiagnosticMessageText(messageText, ' '),
      }),
    );
  });
}

describe('the compiler', () => {
  let found: ReturnType<typeof findings>;
  beforeAll(() => {
    found = findings();
  });

  it('has no objection to any of it done right', () => {
    expect(found.filter(({ file }) => file === 'must-compile.ts')).toEqual([]);
  });

  it.each([...snippets.keys()].map((path) => path.slice(FOLDER.length + 1)))('takes %s as it stands', (snippet) => {
    expect(found.filter(({ file }) => file === snippet)).toEqual([]);
  });

  it.each(marks.map((mark) => [mark.what, mark] as const))('refuses %s', (_, { line, code }) => {
    expect(found.filter((finding) => finding.file === 'must-not-compile.ts' && finding.line === line)).toMatchObject([
      { code },
    ]);
  });

  it('refuses nothing else', () => {
    const marked = new Set(marks.map(({ line }) => line));
    expect(marks.length).toBeGreaterThan(15);
    expect(found.filter(({ file, line }) => file === 'must-not-compile.ts' && !marked.has(line))).toEqual([]);
    expect(snippets.size).toBe(8);
  });
});
