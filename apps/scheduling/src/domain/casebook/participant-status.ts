/** What is known of somebody's way through the trial; nothing of it depends on an arm. */
export interface WayThroughTrial {
  readonly hasConsented: boolean;
  readonly isRandomised: boolean;
  readonly isTreated: boolean;
  readonly screeningFailed: boolean;
  readonly endedAs: 'completed' | 'withdrawn' | 'lost' | 'died' | null;
}

export type ParticipantStatus =
  | 'screened'
  | 'consented'
  | 'randomised'
  | 'treated'
  | 'screening-failed'
  | 'completed'
  | 'withdrawn'
  | 'lost'
  | 'died';

/** How far somebody has come; an end counts more than how far they came, and each step implies those before it. */
export function statusOf(way: WayThroughTrial): ParticipantStatus {
  if (way.endedAs !== null) return way.endedAs;
  if (way.screeningFailed) return 'screening-failed';
  if (way.isTreated) return 'treated';
  if (way.isRandomised) return 'randomised';
  return way.hasConsented ? 'consented' : 'screened';
}
