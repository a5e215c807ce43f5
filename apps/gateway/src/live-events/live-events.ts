import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  cloudEventSchema,
  domainEvents,
  listAdverseEvents,
  listPauseProposals,
  pauseProposalSettled,
  pauseProposed,
  randomisationPaused,
  randomisationResumed,
  responseAlerted,
  listSponsorClocks,
  sponsorClockBreached,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  type CloudEvent,
} from '@trial/contracts';
import { Broker } from '@trial/messaging';
import { Observable, Subject } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import type { Caller } from '../access-grants/authorise.js';

/** What a listener is told: that something happened, when and to whom; the facts are fetched, under the fetcher's own rights. */
export interface LiveEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly time: string; readonly subject: string; readonly trialId: string; readonly siteId: string };
}

/** Which producers a role hears. Restricted streams are not among them, for anybody. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  participant: ['scheduling', 'questionnaire'],
  pharmacist: ['randomisation'],
  investigator: ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety'],
  'study-nurse': ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety'],
  monitor: ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety'],
  'data-manager': ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety'],
  'safety-physician': ['randomisation', 'safety'],
};

const OF_SPONSOR_CLOCKS = [
  sponsorClockStarted,
  sponsorClockMet,
  sponsorClockBreached,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
];

/** News that is told to those alone who may ask for what it is about. */
const ASKED_FOR_BY: Readonly<Record<string, readonly string[]>> = {
  [pauseProposed.type]: listPauseProposals.roles,
  [pauseProposalSettled.type]: listPauseProposals.roles,
  [responseAlerted.type]: listAdverseEvents.roles,
  ...Object.fromEntries(OF_SPONSOR_CLOCKS.map(({ type }) => [type, listSponsorClocks.roles])),
};

/** News of the whole trial, told whatever site somebody is at. */
const OF_ALL_SITES: readonly string[] = [randomisationPaused, randomisationResumed, ...OF_SPONSOR_CLOCKS].map(
  ({ type }) => type,
);

export const rolesThatListen = Object.keys(HEARD);

/** Whether a caller may know that this happened. */
export function mayHear(
  { role, trialId, sites, participantId }: Pick<Caller, 'role' | 'trialId' | 'sites' | 'participantId'>,
  event: CloudEvent,
): boolean {
  const [producer] = event.type.split('.');
  if (!HEARD[role]?.some((heard) => heard === producer)) return false;
  if (ASKED_FOR_BY[event.type]?.every((each) => each !== role)) return false;
  if (event.trialid !== trialId || !isAtSiteOf(sites, event)) return false;
  return role !== 'participant' || event.partitionkey === participantId;
}

const isAtSiteOf = (sites: readonly string[], { type, siteid }: CloudEvent): boolean =>
  sites.includes(siteid) || (siteid === '' && sites.length > 0 && OF_ALL_SITES.includes(type));

/** Passes domain events on as they happen. It is a nudge, not a record: what was missed is found in the lists. */
@Injectable()
export class LiveEvents implements OnApplicationBootstrap {
  private readonly events = new Subject<CloudEvent>();

  constructor(private readonly broker: Broker) {}

  onApplicationBootstrap(): void {
    const producers = new Set(
      domainEvents.map(({ type }) => type.split('.')[0]).filter((producer) => producer !== 'gateway'),
    );
    for (const producer of producers) {
      this.broker.connection.subscribe(`${producer}.>`, {
        callback: (_, message) => {
          const event = readable(message.string());
          if (event) this.events.next(event);
        },
      });
    }
  }

  for(caller: Caller): Observable<LiveEvent> {
    return this.events.pipe(
      filter((event) => mayHear(caller, event)),
      map(({ id, type, time, subject, trialid, siteid }) => ({
        id,
        type,
        data: { time, subject, trialId: trialid, siteId: siteid },
      })),
    );
  }
}

/** What is no event is nobody's news here; the services that subscribe park it with its reason. */
export function readable(text: string): CloudEvent | undefined {
  try {
    return cloudEventSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
