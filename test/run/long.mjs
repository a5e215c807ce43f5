import { startStack, stopStack } from '../../deploy/local/stack.mjs';
import { jest, rehearsal, runStages } from './stages.mjs';

/** What takes longer: faults, an attacker on a full dump, and the whole trial. */
await startStack({ slot: 'test' });
const code = await runStages('long', [
  jest('chaos', '--runInBand'),
  jest('attacker', '--runInBand'),
  rehearsal('rehearsal of twenty'),
]);
await stopStack({ slot: 'test' });
process.exit(code);
