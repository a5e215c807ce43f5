import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { RememberParticipant } from './participants/remember-participant.js';
import { questionnaireDatabase } from './persistence/data-source.js';
import { CorrectResponse } from './responses/correct-response.js';
import { ResponsesController } from './responses/responses.controller.js';
import { SaveDraft } from './responses/save-draft.js';
import { SubmitResponse } from './responses/submit-response.js';
import { AssignForms } from './visits/assign-forms.js';
import { CancelForms } from './visits/cancel-forms.js';
import { CloseForms } from './visits/close-forms.js';
import { MoveForms } from './visits/move-forms.js';
import { SettleVisit } from './visits/settle-visit.js';

@Module({
  imports: [Foundation.for(questionnaireDatabase)],
  controllers: [AssignmentsController, ResponsesController],
  providers: [
    RememberParticipant,
    AssignForms,
    MoveForms,
    CloseForms,
    CancelForms,
    SettleVisit,
    SubmitResponse,
    SaveDraft,
    CorrectResponse,
  ],
})
export class QuestionnaireModule {}
