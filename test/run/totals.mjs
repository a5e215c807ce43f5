import { readFileSync } from 'node:fs';
import { sentence, totalsFile } from './stages.mjs';

const all = ['test', 'long'].map((set) => JSON.parse(readFileSync(totalsFile(set), 'utf8')));
const sum = (kind) => all.reduce((total, counts) => total + counts[kind], 0);
console.log(sentence({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }));
