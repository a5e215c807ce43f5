import { startService } from '@trial/process';
import { QuestionnaireModule } from './questionnaire.module.js';

await startService({ name: 'questionnaire', module: QuestionnaireModule });
