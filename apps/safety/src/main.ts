import { startService } from '@trial/process';
import { SafetyModule } from './safety.module.js';

await startService({ name: 'safety', module: SafetyModule });
