import { quickStages } from './checks.mjs';
import { runStages } from './stages.mjs';

process.exit(await runStages('check', quickStages));
