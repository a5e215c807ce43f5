import type pg from 'pg';
import { randomiseParticipant, type OperationReply, type RandomisedParticipant } from '@trial/contracts';
import { eventually } from '../support/eventually.js';
import type { LossyDoor } from '../support/lossy-door.js';
import { aContext, type BootedService } from '../support/service.js';
import { keyed } from '../service/randomisation/enrol.js';
import { wordOf, wrongAnswers, type Answered } from './answers.js';
import type { Ask, Fault, Interleaving, Who } from './interleaving.js';
import { Interruptions, isInterruption, type Interruption } from './interruptions.js';
import { enrol } from './people.js';
import { SAID_OF, violations } from './randomisation-invariants.js';

export interface Ground {
  readonly trialId: string;
  readonly service: BootedService;
  /** A superuser of the service's database. */
  readonly client: pg.Client;
  /** The only way of the blinded module to its database. */
  readonly door: LossyDoor;
}

/** How often each thing really happened. */
export type Happened = Record<
  | Interruption
  | 'cut between statements'
  | 'answer to a commit lost'
  | 'caller gone'
  | 'repeated while running'
  | 'refused'
  | 'randomised',
  number
>;

const SITE = 'UMCU';
/** How many are enrolled at a time. */
const SUPPLY = 1_500;

/** Plays interleavings on one running service, each with people of its own, and checks what they leave. */
export class Interleavings {
  private supply: string[] = [];
  private played = 0;
  private packets = 0;
  private running = 0;
  private waiting: { readonly after: number; readonly begin: () => void }[] = [];
  private turns: readonly number[] = [0];
  private faults: readonly Fault[] = [];
  private readonly counted = {
    'cut between statements': 0,
    'caller gone': 0,
    'repeated while running': 0,
    refused: 0,
    randomised: 0,
  };

  private constructor(
    private readonly ground: Ground,
    private readonly interruptions: Interruptions,
    private readonly others: Pick<Record<Who, string>, 'unsigned' | 'elsewhere'>,
  ) {}

  static async on(ground: Ground): Promise<Interleavings> {
    const { client, trialId } = ground;
    await client.query(SAID_OF);
    const [unsigned = ''] = await enrol(client, { trialId, siteId: SITE, status: 'consented', many: 1 });
    const [elsewhere = ''] = await enrol(client, { trialId, siteId: 'UMCN', status: 'eligible', many: 1 });
    return new Interleavings(ground, await Interruptions.of(client), { unsigned, elsewhere });
  }

  /** For the watch at the door: what happens before the database sees a packet of this session. */
  atPacket(pid: number): Promise<unknown> {
    const number = this.packets++;
    this.beginDue();
    const due = this.faults.filter(({ after }) => after === number);
    if (due.some(({ kind }) => kind === 'lose')) this.ground.door.loseCommits(1);
    if (due.some(({ kind }) => kind === 'cut')) return this.cut(pid);
    return turnsOfTheEventLoop(this.turns[number % this.turns.length] ?? 0);
  }

  /** Has all asked and spoiled as it says, asks everything once more when that is over, and throws what does not hold. */
  async play({ asks, turns, faults }: Interleaving): Promise<void> {
    const people = await this.people();
    const number = (this.played += 1);
    const keyOf = ({ who, level, key }: Ask) => `interleaving ${number}: ${who} ${level} ${key}`;
    const send = (ask: Ask) => this.send(ask, people[ask.who], keyOf(ask));
    await this.interruptions.plan(faults.filter(isInterruption));
    this.ground.door.loseCommits(0);
    Object.assign(this, { packets: 0, turns, faults });

    const asked = asks.map((ask) =>
      this.inTurn(ask.after, () => (ask.stays ? send(ask) : this.sendAndGo(ask, people[ask.who], keyOf(ask)))),
    );
    this.beginDue();
    const told = await Promise.all(asked);
    const answers: Answered[] = [];
    for (const [index, ask] of asks.entries())
      answers.push({ ask, key: keyOf(ask), first: told[index], again: await untilQuiet(() => send(ask)) });
    this.count(answers);
    expect([...wrongAnswers(answers), ...(await this.violations(people, answers))]).toEqual([]);
  }

  async happened(): Promise<Happened> {
    const lost = this.ground.door.lost();
    return { ...(await this.interruptions.happened()), ...this.counted, 'answer to a commit lost': lost };
  }

  /** Of these people; and that everybody was told the time that is on record. */
  private async violations(people: Record<Who, string>, answers: readonly Answered[]): Promise<string[]> {
    const { client, trialId } = this.ground;
    const found = await violations(client, trialId, Object.values(people));
    for (const { again } of answers) {
      if (!('ok' in again)) continue;
      const { participantId, status, randomisedAt } = again.ok as RandomisedParticipant;
      const { rows } = await client.query<{ status: string; at: Date }>(
        'select status, randomised_at as at from enrolment.participant where id = $1',
        [participantId],
      );
      const [kept] = rows;
      if (kept?.status !== status || kept.at.toISOString() !== randomisedAt)
        found.push(`${participantId} was told ${status} at ${randomisedAt}`);
    }
    return found;
  }

  private async people(): Promise<Record<Who, string>> {
    const { client, trialId } = this.ground;
    if (this.supply.length < 3)
      this.supply = await enrol(client, { trialId, siteId: SITE, status: 'eligible', many: SUPPLY });
    const [first = '', second = '', third = ''] = this.supply.splice(0, 3);
    return { first, second, third, ...this.others };
  }

  private async inTurn<Result>(after: number, work: () => Result | Promise<Result>): Promise<Result> {
    await new Promise<void>((begin) => this.waiting.push({ after, begin }));
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.beginDue();
    }
  }

  private beginDue(): void {
    this.waiting.sort((one, other) => one.after - other.after);
    for (let [next] = this.waiting; next && (next.after <= this.packets || this.running === 0); [next] = this.waiting) {
      this.waiting.shift();
      this.running += 1;
      next.begin();
    }
  }

  private send(ask: Ask, participantId: string, key: string): Promise<OperationReply> {
    return this.ground.service.send(randomiseParticipant, this.request(ask, participantId), this.caller(key));
  }

  /** Asks where nobody waits for the answer any more. */
  private sendAndGo(ask: Ask, participantId: string, key: string): undefined {
    const message = { request: this.request(ask, participantId), context: aContext(this.caller(key)) };
    this.ground.service.nats.publish(randomiseParticipant.subject, JSON.stringify(message), {
      reply: '_INBOX.gateway.gone',
    });
  }

  private request({ level }: Ask, participantId: string) {
    return { trialId: this.ground.trialId, participantId, stratification: [{ factor: 'ulcers', level }] };
  }

  private caller(key: string) {
    return { trialId: this.ground.trialId, sites: [SITE], ...keyed(key) };
  }

  private async cut(pid: number): Promise<void> {
    const [cut] = await this.ground.service.rows<{ gone: boolean }>('select pg_terminate_backend($1, 5000) as gone', [
      pid,
    ]);
    if (cut?.gone) this.counted['cut between statements'] += 1;
  }

  private count(answers: readonly Answered[]): void {
    for (const { first, ask } of answers) {
      if (!ask.stays) this.counted['caller gone'] += 1;
      if (first && 'rejection' in first) this.counted.refused += 1;
      if (first && wordOf(first) === 'request-still-running') this.counted['repeated while running'] += 1;
    }
    const randomised = answers.filter(({ again }) => 'ok' in again).map(({ key }) => key);
    this.counted.randomised += new Set(randomised).size;
  }
}

const untilQuiet = (send: () => Promise<OperationReply>): Promise<OperationReply> =>
  eventually(async () => {
    const reply = await send();
    if (wordOf(reply) === 'request-still-running') throw new Error('it is still running');
    return reply;
  });

async function turnsOfTheEventLoop(many: number): Promise<void> {
  for (let turn = 0; turn < many; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
