import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { checkout, slotFolder } from './checkout.mjs';

/**
 * `node deploy/local/built.mjs <script> [arguments]`: compiles what has changed since the last build, one process at a
 * time, and becomes the script. Says what it does on the error stream only.
 */
const [node, , script, ...args] = process.argv;
if (!script) throw new Error('Usage: node deploy/local/built.mjs <script> [arguments]');
await build({ folder: slotFolder() });
const path = resolve(checkout, script);
process.argv = [node, path, ...args];
await import(pathToFileURL(path).href);
