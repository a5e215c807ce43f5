import { Controller } from '@nestjs/common';
import {
  correctResponse,
  saveDraft,
  submitResponse,
  type CorrectResponseCommand,
  type SaveDraftCommand,
  type SavedDraft,
  type SubmitResponseCommand,
  type SubmittedResponse,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { CorrectResponse } from './correct-response.js';
import { SaveDraft } from './save-draft.js';
import { SubmitResponse } from './submit-response.js';

@Controller()
export class ResponsesController {
  constructor(
    private readonly submitting: SubmitResponse,
    private readonly saving: SaveDraft,
    private readonly correcting: CorrectResponse,
  ) {}

  @OnCommand(submitResponse)
  submit(command: SubmitResponseCommand, context: Context): Promise<SubmittedResponse> {
    return this.submitting.execute(command, context);
  }

  @OnCommand(saveDraft)
  save(command: SaveDraftCommand, context: Context): Promise<SavedDraft> {
    return this.saving.execute(command, context);
  }

  @OnCommand(correctResponse)
  correct(command: CorrectResponseCommand, context: Context): Promise<SubmittedResponse> {
    return this.correcting.execute(command, context);
  }
}
