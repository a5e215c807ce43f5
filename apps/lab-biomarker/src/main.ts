import { startService } from '@trial/process';
import { LabBiomarkerModule } from './lab-biomarker.module.js';

await startService({ name: 'lab-biomarker', module: LabBiomarkerModule });
