import type { Instant, ParticipantId, TimeZone } from '@trial/kernel';

/** Somebody who was dosed. Everyone of the safety set is handed in, events or not: they are the denominator. */
export interface TreatedParticipant {
  readonly participantId: ParticipantId;
  /** The first injection; the window counts from its civil day. */
  readonly treatedAt: Instant;
  readonly zone: TimeZone;
}
