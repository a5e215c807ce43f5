import { Injectable } from '@nestjs/common';
import {
  adverseEventCandidateRaisedV2,
  adverseEventConfirmed,
  adverseEventRefuted,
  adverseEventRegraded,
  clockMet,
  clockStarted,
  clockSuperseded,
  regradingSettled,
  pauseProposalSettled,
  pauseProposed,
  queryAnswered,
  queryClosed,
  queryOpened,
  signatureGiven,
  signatureSuperseded,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  type EventOf,
} from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { FollowWork } from './follow-work.js';

/** What waits for a judgement or a report. */
@Injectable()
export class HearSafety {
  constructor(private readonly work: FollowWork) {}

  @OnEvent(adverseEventCandidateRaisedV2)
  onCandidate(event: EventOf<typeof adverseEventCandidateRaisedV2>, tx: Transaction): Promise<void> {
    return this.work.hear(adverseEventCandidateRaisedV2, event, tx);
  }

  @OnEvent(adverseEventConfirmed)
  onConfirmed(event: EventOf<typeof adverseEventConfirmed>, tx: Transaction): Promise<void> {
    return this.work.hear(adverseEventConfirmed, event, tx);
  }

  @OnEvent(adverseEventRefuted)
  onRefuted(event: EventOf<typeof adverseEventRefuted>, tx: Transaction): Promise<void> {
    return this.work.hear(adverseEventRefuted, event, tx);
  }

  @OnEvent(adverseEventRegraded)
  onRegraded(event: EventOf<typeof adverseEventRegraded>, tx: Transaction): Promise<void> {
    return this.work.hear(adverseEventRegraded, event, tx);
  }

  @OnEvent(regradingSettled)
  onRegradingSettled(event: EventOf<typeof regradingSettled>, tx: Transaction): Promise<void> {
    return this.work.hear(regradingSettled, event, tx);
  }

  @OnEvent(clockStarted)
  onClockStarted(event: EventOf<typeof clockStarted>, tx: Transaction): Promise<void> {
    return this.work.hear(clockStarted, event, tx);
  }

  @OnEvent(clockSuperseded)
  onClockSuperseded(event: EventOf<typeof clockSuperseded>, tx: Transaction): Promise<void> {
    return this.work.hear(clockSuperseded, event, tx);
  }

  @OnEvent(clockMet)
  onClockMet(event: EventOf<typeof clockMet>, tx: Transaction): Promise<void> {
    return this.work.hear(clockMet, event, tx);
  }

  @OnEvent(pauseProposed)
  onPauseProposed(event: EventOf<typeof pauseProposed>, tx: Transaction): Promise<void> {
    return this.work.hear(pauseProposed, event, tx);
  }

  @OnEvent(pauseProposalSettled)
  onProposalSettled(event: EventOf<typeof pauseProposalSettled>, tx: Transaction): Promise<void> {
    return this.work.hear(pauseProposalSettled, event, tx);
  }

  @OnEvent(localFindingFound)
  onFindingFound(event: EventOf<typeof localFindingFound>, tx: Transaction): Promise<void> {
    return this.work.hear(localFindingFound, event, tx);
  }

  @OnEvent(localFindingLinked)
  onFindingLinked(event: EventOf<typeof localFindingLinked>, tx: Transaction): Promise<void> {
    return this.work.hear(localFindingLinked, event, tx);
  }

  @OnEvent(localFindingWithdrawn)
  onFindingWithdrawn(event: EventOf<typeof localFindingWithdrawn>, tx: Transaction): Promise<void> {
    return this.work.hear(localFindingWithdrawn, event, tx);
  }

  @OnEvent(queryOpened)
  onQueryOpened(event: EventOf<typeof queryOpened>, tx: Transaction): Promise<void> {
    return this.work.hear(queryOpened, event, tx);
  }

  @OnEvent(queryAnswered)
  onQueryAnswered(event: EventOf<typeof queryAnswered>, tx: Transaction): Promise<void> {
    return this.work.hear(queryAnswered, event, tx);
  }

  @OnEvent(queryClosed)
  onQueryClosed(event: EventOf<typeof queryClosed>, tx: Transaction): Promise<void> {
    return this.work.hear(queryClosed, event, tx);
  }

  @OnEvent(sponsorClockStarted)
  onSponsorClockStarted(event: EventOf<typeof sponsorClockStarted>, tx: Transaction): Promise<void> {
    return this.work.hear(sponsorClockStarted, event, tx);
  }

  @OnEvent(sponsorClockMet)
  onSponsorClockMet(event: EventOf<typeof sponsorClockMet>, tx: Transaction): Promise<void> {
    return this.work.hear(sponsorClockMet, event, tx);
  }

  @OnEvent(sponsorClockSuperseded)
  onSponsorClockSuperseded(event: EventOf<typeof sponsorClockSuperseded>, tx: Transaction): Promise<void> {
    return this.work.hear(sponsorClockSuperseded, event, tx);
  }

  @OnEvent(sponsorClockWithdrawn)
  onSponsorClockWithdrawn(event: EventOf<typeof sponsorClockWithdrawn>, tx: Transaction): Promise<void> {
    return this.work.hear(sponsorClockWithdrawn, event, tx);
  }

  @OnEvent(signatureGiven)
  onSignatureGiven(event: EventOf<typeof signatureGiven>, tx: Transaction): Promise<void> {
    return this.work.hear(signatureGiven, event, tx);
  }

  @OnEvent(signatureSuperseded)
  onSignatureSuperseded(event: EventOf<typeof signatureSuperseded>, tx: Transaction): Promise<void> {
    return this.work.hear(signatureSuperseded, event, tx);
  }
}
