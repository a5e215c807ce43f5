import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';
import { stopStack } from '../../deploy/local/stack.mjs';

const INBOX = 'libs/messaging/src/inbox.js';
/** What stops a repeat in the build; without it every delivery is a first one. */
const STOPS_REPEATS = /if \(added\.length === 0\) return 'seen';/;

const SLOT = 'rehearsal-without-inbox';

describe('the rehearsal, on a platform that forgot what it has handled', () => {
  let distribution: string;
  beforeAll(async () => {
    await build({ folder: slotFolder(SLOT), log: () => undefined });
    // Below the checkout, so that the packages are found.
    distribution = mkdtempSync(join(slotFolder(SLOT), 'inbox-off-'));
    cpSync(join(checkout, 'dist'), distribution, { recursive: true });
    const path = join(distribution, INBOX);
    const whole = readFileSync(path, 'utf8');
    expect(whole).toMatch(STOPS_REPEATS);
    writeFileSync(path, whole.replace(STOPS_REPEATS, ''));
  });
  afterAll(async () => {
    await stopStack({ slot: SLOT, log: () => undefined });
    rmSync(distribution, { recursive: true, force: true });
  });

  it('fails, and says what does not hold', async () => {
    const { code, output } = await rehearse(
      ...['--single', '--participants', '4', '--slot', SLOT, '--distribution', distribution],
    );
    expect([code, output]).toEqual([1, output]);
    // What is said twice has the same id, and the archive of sent events takes an id once: an outbox never empties.
    expect(output).toMatch(/\| \*\*FAILS\*\* \| outboxes are empty \| [a-z-]+ has \d+/);
    expect(output).toMatch(/\d+ invariants fail: .*outboxes are empty/);
    // What has nothing to do with the inbox holds all the same.
    expect(output).toMatch(/\| holds \| the allocations reproduce from the sealed list \|/);
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
