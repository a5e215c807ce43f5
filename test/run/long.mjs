import { startStack, stopStack } from '../../deploy/local/stack.mjs';
import { blinding, jest, rehearsal, runStages } from './stages.mjs';

/** What takes longer: faults, an attacker on a full dump, the whole trial, and leaks planted one at a time. */
await startStack({ slot: 'test' });
const code = await runStages('long', [
  jest('chaos', '--runInBand'),
  jest('attacker', '--runInBand'),
  rehearsal('rehearsal of twenty'),
  blinding('planted leaks'),
]);
await stopStack({ slot: 'test' });
process.exit(code);
