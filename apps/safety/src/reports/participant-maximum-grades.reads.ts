import type { ParticipantMaxima as MaximaView, ParticipantMaximumGrades } from '@trial/contracts';
import type { ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import {
  daysSince,
  participantMaxima,
  type Maximum,
  type ParticipantMaxima,
} from '../domain/participant-maximum-grades.js';
import { gradedEventsIn } from '../domain/safety-snapshot.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { eventsOfParticipant } from '../snapshot/snapshot.reads.js';

/** The primary outcome of one participant as it stands; what a table of now counts of them. */
export async function participantMaximumGrades(
  tx: Transaction,
  id: ParticipantId,
  trial: TrialConfiguration,
): Promise<ParticipantMaximumGrades> {
  const participant = await knownParticipant(tx, id);
  const { treatedAt, zone } = participant;
  const about = { participantId: id, ctcaeVersion: trial.ctcae.version, trialVersion: trial.version };
  if (treatedAt === null) return about;
  const treated = { participantId: id, treatedAt, zone };
  const events = gradedEventsIn({ events: await eventsOfParticipant(tx, participant) });
  const until = (day: number) => maximaView(participantMaxima(treated, events, trial.ctcae.version, day));
  return {
    ...about,
    treatedAt: treatedAt.toString({ fractionalSecondDigits: 3 }),
    upToNow: until(daysSince(treated, tx.now)),
    untilCutOff: until(trial.outcomes.primaryCutOffDay),
  };
}

const maximaView = ({ untilDay, overall, organClasses }: ParticipantMaxima): MaximaView => ({
  untilDay,
  overall: { grade: String(overall.grade), reachedBy: segmentsOf(overall) },
  organClasses: organClasses.map(({ organClass, ...maximum }) => ({
    ...{ organClass, grade: String(maximum.grade), reachedBy: segmentsOf(maximum) },
  })),
});

const segmentsOf = ({ reachedBy }: Maximum): MaximaView['overall']['reachedBy'] =>
  reachedBy.map(({ adverseEventId, ordinal }) => ({ adverseEventId, segment: ordinal }));
