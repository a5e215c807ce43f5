import { Controller } from '@nestjs/common';
import { answerSafetyContact, type AnswerSafetyContactCommand, type SafetyContactAnswer } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand } from '@trial/messaging';
import { AnswerSafetyContact } from './answer-safety-contact.js';

@Controller()
export class SafetyContactController {
  constructor(private readonly answering: AnswerSafetyContact) {}

  @OnCommand(answerSafetyContact)
  answer(command: AnswerSafetyContactCommand, context: Context): Promise<SafetyContactAnswer> {
    return this.answering.execute(command, context);
  }
}
