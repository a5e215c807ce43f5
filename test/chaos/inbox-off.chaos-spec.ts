import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';
import { stopStack } from '../../deploy/local/stack.mjs';

const INBOX = 'libs/messaging/src/inbox.js';
/** What stops a repeat in the build; without it every delivery is a first one. */
const STOPS_REPEATS = /if \(added\.length === 0\) return 'seen';/;

/**
 * Either the invariants at the end, or an outbox that never empties on the way there: what is said twice has the same id,
 * and the archive of sent events takes an id once.
 */
const SAYS_WHAT_DOES_NOT_HOLD = /\d+ invariants fail: \w|not settled after \d+ ms: [a-z-]+ has \d+ events to send/;

describe('the rehearsal, on a platform that forgot what it has handled', () => {
  let distribution: string;
  beforeAll(async () => {
    await build({ folder: slotFolder('rehearsal'), log: () => undefined });
    // Below the checkout, so that the packages are found.
    distribution = mkdtempSync(join(slotFolder('rehearsal'), 'inbox-off-'));
    cpSync(join(checkout, 'dist'), distribution, { recursive: true });
    const path = join(distribution, INBOX);
    const whole = readFileSync(path, 'utf8');
    expect(whole).toMatch(STOPS_REPEATS);
    writeFileSync(path, whole.replace(STOPS_REPEATS, ''));
  }, 120_000);
  afterAll(async () => {
    // A rehearsal that broke off leaves its platform for somebody to look at.
    await stopStack({ slot: 'rehearsal', log: () => undefined });
    rmSync(distribution, { recursive: true, force: true });
  });

  it('fails, and says what does not hold', async () => {
    const { code, output } = await rehearse('--single', '--participants', '4', '--distribution', distribution);
    expect([code, output]).toEqual([1, output]);
    expect(output).toMatch(SAYS_WHAT_DOES_NOT_HOLD);
  }, 600_000);
});

/** Runs the rehearsal as `npm run rehearse` does. */
function rehearse(...options: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const program = join(checkout, 'test', 'rehearsal', 'rehearse.mjs');
    const child = spawn(process.execPath, [program, ...options], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => (output += piece.toString()));
    child.once('exit', (code) => resolve({ code, output }));
  });
}
