import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Assignments } from '../assignments/assignment.table.js';
import { Participants } from '../participants/participant.table.js';
import { Drafts } from '../responses/draft.table.js';
import { ResponseFlags } from '../responses/response-flag.table.js';
import { Responses } from '../responses/response.table.js';
import { Scores } from '../responses/score.table.js';
import { Visits } from '../visits/visit.table.js';
import { Forms0002 } from './migrations/0002-forms.js';
import { Responses0003 } from './migrations/0003-responses.js';
import { MovedWindows0004 } from './migrations/0004-moved-windows.js';
import { Alerts0005 } from './migrations/0005-alerts.js';

export const questionnaireDatabase: FoundationOptions = {
  service: 'questionnaire',
  schema: 'questionnaire',
  tables: [Participants, Visits, Assignments, Drafts, Responses, Scores, ResponseFlags],
  migrations: [foundationMigration('questionnaire'), Forms0002, Responses0003, MovedWindows0004, Alerts0005],
};
