import { startService } from '@trial/process';
import { SchedulingModule } from './scheduling.module.js';

await startService({ name: 'scheduling', module: SchedulingModule });
