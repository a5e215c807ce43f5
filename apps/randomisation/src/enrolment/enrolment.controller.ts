import { Controller } from '@nestjs/common';
import {
  assessEligibility,
  endParticipation,
  listParticipants,
  randomiseParticipant,
  readParticipant,
  recordAdministration,
  recordConsent,
  recordRandomisedInError,
  screenParticipant,
  type AssessEligibilityCommand,
  type AtParticipant,
  type EligibilityOutcome,
  type EndParticipationCommand,
  type PageOfTrial,
  type ParticipantPage,
  type ParticipantStatus,
  type ParticipantView,
  type RandomisedParticipant,
  type RandomiseParticipantCommand,
  type RecordAdministrationCommand,
  type RecordConsentCommand,
  type RecordRandomisedInErrorCommand,
  type RecordedAdministration,
  type ScreenedParticipant,
  type ScreenParticipantCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { RecordAdministration } from './administrations/record-administration.js';
import { RecordConsent } from './consents/record-consent.js';
import { AssessEligibility } from './eligibility/assess-eligibility.js';
import { EndParticipation } from './end-of-participation/end-participation.js';
import { participantWithEarliestDay } from './participants/earliest-treatment.reads.js';
import { participantPage } from './participants/participant.reads.js';
import { ScreenParticipant } from './participants/screen-participant.js';
import { RecordRandomisedInError } from './randomisation/record-randomised-in-error.js';
import { RandomiseParticipant } from './randomisation/randomise-participant.js';

@Controller()
export class EnrolmentController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly screening: ScreenParticipant,
    private readonly consenting: RecordConsent,
    private readonly assessing: AssessEligibility,
    private readonly randomising: RandomiseParticipant,
    private readonly correcting: RecordRandomisedInError,
    private readonly administering: RecordAdministration,
    private readonly ending: EndParticipation,
  ) {}

  @OnCommand(screenParticipant)
  screen(command: ScreenParticipantCommand, context: Context): Promise<ScreenedParticipant> {
    return this.screening.execute(command, context);
  }

  @OnCommand(recordConsent)
  consent(command: RecordConsentCommand, context: Context): Promise<ParticipantStatus> {
    return this.consenting.execute(command, context);
  }

  @OnCommand(assessEligibility)
  assess(command: AssessEligibilityCommand, context: Context): Promise<EligibilityOutcome> {
    return this.assessing.execute(command, context);
  }

  @OnCommand(randomiseParticipant)
  randomise(command: RandomiseParticipantCommand, context: Context): Promise<RandomisedParticipant> {
    return this.randomising.execute(command, context);
  }

  @OnCommand(recordRandomisedInError)
  randomisedInError(command: RecordRandomisedInErrorCommand, context: Context): Promise<ParticipantStatus> {
    return this.correcting.execute(command, context);
  }

  @OnCommand(recordAdministration)
  administer(command: RecordAdministrationCommand, context: Context): Promise<RecordedAdministration> {
    return this.administering.execute(command, context);
  }

  @OnCommand(endParticipation)
  end(command: EndParticipationCommand, context: Context): Promise<ParticipantStatus> {
    return this.ending.execute(command, context);
  }

  @OnQuery(readParticipant)
  read(request: AtParticipant, context: Context): Promise<ParticipantView> {
    return this.transactions.read(context, (tx) => participantWithEarliestDay(tx, this.trials, request));
  }

  @OnQuery(listParticipants)
  list(request: PageOfTrial, context: Context): Promise<ParticipantPage> {
    return this.transactions.read(context, (tx) => participantPage(tx, request));
  }
}
