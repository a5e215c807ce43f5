import { startStack, stopStack } from '../../deploy/local/stack.mjs';
import { blinding, jest, rehearsal, runStages } from './stages.mjs';

/** What takes longer: faults, an attacker on a full dump, the whole trial, and planted leaks. */
await startStack({ slot: 'test' });
const code = await runStages('long', [
  jest('chaos', '--runInBand'),
  jest('attacker', '--runInBand'),
  rehearsal('rehearsal of twenty'),
  // Other trials are other files: one world each, because two are compared above.
  rehearsal('rehearsal of tofa-ssc', '--trial', 'tofa-ssc', '--participants', '6', '--single'),
  rehearsal('rehearsal of upside', '--trial', 'upside', '--participants', '6'),
  blinding('planted leaks'),
]);
await stopStack({ slot: 'test' });
process.exit(code);
