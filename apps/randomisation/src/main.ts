import { startService } from '@trial/process';
import { RandomisationModule } from './randomisation.module.js';

await startService({ name: 'randomisation', module: RandomisationModule });
