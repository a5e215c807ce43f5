import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The content of a JSON file, or `fallback` when there is no such file. A damaged file is an error that names it. */
export function readJson(file, fallback) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not valid JSON; \`npm run stack -- reset\` writes it anew`, { cause: error });
  }
}

/** Replaces a JSON file as a whole: a reader sees the old content or the new one, never half of it. */
export function writeJson(file, value, mode = 0o644) {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(draft, file);
}
