import { startStack, stopStack } from '../../deploy/local/stack.mjs';
import { build } from '../../deploy/local/build.mjs';
import { thoroughStages } from './checks.mjs';
import { SERVICE_WORKERS, testSlots } from './slots.mjs';
import { check, jest, rehearsal, runStages } from './stages.mjs';

/** The bounded set: everything that must hold after every change. */
const { folder } = await startStack({ slot: 'test' });
await build({ folder });
const code = await runStages('test', [
  ...thoroughStages,
  check('contracts are committed', process.execPath, 'deploy/contracts/generate.mjs', '--check'),
  jest('deploy', '--runInBand'),
  jest('service', `--maxWorkers=${SERVICE_WORKERS}`),
  jest('e2e', '--runInBand'),
  rehearsal('rehearsal of nine', '--participants', '9', '--seed', '2'),
]);
for (const slot of testSlots) await stopStack({ slot });
process.exit(code);
