import { Injectable, type OnModuleInit } from '@nestjs/common';
import { visitWindowOpened, type EventOf } from '@trial/contracts';
import { instant, isBefore, type Instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { Assignments } from '../assignments/assignment.table.js';
import { assignForm, type Assignment } from '../domain/assignment.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { cancelWaitingForms } from './cancel-forms.js';
import { formsAt, refuseUnknownInstruments } from './forms-at.js';
import { missCliniciansForms } from './settle-visit.js';
import { rememberedVisit } from './visit.reads.js';
import { Visits, type Visit } from './visit.table.js';

@Injectable()
export class AssignForms implements OnModuleInit {
  constructor(private readonly trials: Trials) {}

  /** A trial that asks for a form nobody can score does not start. */
  onModuleInit(): void {
    refuseUnknownInstruments(this.trials.all());
  }

  /**
   * Hands out the forms of a visit, once. What was already known of the visit or the participant when this arrived is
   * applied at once, so that the order of arrival does not matter and no form stays open for ever.
   */
  @OnEvent(visitWindowOpened)
  async on({ data, time }: EventOf<typeof visitWindowOpened>, tx: Transaction): Promise<void> {
    const participant = await lockParticipant(tx, data);
    const visit = await rememberedVisit(tx, data);
    if (visit.openedAt) return;

    await tx.rows(Visits).update({ id: visit.id }, { openedAt: instant(time) });
    await this.handOut(tx, data, instant(time), closingOf(visit, data, instant(time)));
    if (visit.outcome === 'cancelled') await cancelWaitingForms(tx, { visitId: visit.id });
    if (participant.endedAt && !this.isHeldBecauseOfTheEnd(data)) {
      await cancelWaitingForms(tx, { participantId: participant.id });
    }
    if (visit.outcome === 'missed') await missCliniciansForms(tx, visit.id);
  }

  private isHeldBecauseOfTheEnd({
    trialId,
    trialVersion,
    visitCode,
  }: EventOf<typeof visitWindowOpened>['data']): boolean {
    const visit = this.trials.version(trialId, trialVersion).visits.find(({ code }) => code === visitCode);
    return visit?.phase === 'early-termination';
  }

  private async handOut(
    tx: Transaction,
    { closesAt: _, contactOnly, ...place }: EventOf<typeof visitWindowOpened>['data'],
    openedAt: Instant,
    closesAt: Instant,
  ): Promise<void> {
    const forms = formsAt(this.trials.version(place.trialId, place.trialVersion), place.visitCode, { contactOnly });
    const assignments = forms.map((form): Assignment =>
      assignForm(tx.newId(), { ...place, ...form, openedAt, closesAt }),
    );
    if (assignments.length > 0) await tx.rows(Assignments).insert(assignments.map(asRow));
  }
}

/** Where the window ends: as its opening said, unless a move was heard that was said no earlier. */
function closingOf(
  { closesAt, closesToldAt }: Visit,
  opening: EventOf<typeof visitWindowOpened>['data'],
  openedAt: Instant,
): Instant {
  return closesAt && closesToldAt && !isBefore(closesToldAt, openedAt) ? closesAt : instant(opening.closesAt);
}

const asRow = ({ languages, ...assignment }: Assignment) => ({ ...assignment, languages: [...languages] });
