import { randomUUID } from 'node:crypto';
import type { Role } from '@trial/contracts';
import { instant } from '@trial/kernel';
import type { QueryResultRow } from 'pg';
import { PROCESSES, SERVICES } from '../rehearsal/platform-parts.mjs';
import { Settlement } from '../rehearsal/settlement.mjs';
import { trialFacts } from '../rehearsal/trial-facts.mjs';
import { TrialTime } from '../rehearsal/trial-time.mjs';
import { REPOSITORY } from '../architecture/run-tools.js';
import {
  personOf,
  SITE,
  startWholePlatform,
  TRIAL,
  type Answer,
  type Call,
  type WholePlatform,
} from '../e2e/whole-platform.js';
import { asSuperuser } from '../support/stack.js';

export const MORNING = '2025-03-03T08:00:00Z';

/** A platform in virtual time with one participant who has consented: enough for results, events and clocks. */
export interface TrialUnderWay extends WholePlatform {
  readonly participantId: string;
  /** Insists on an answer: repeats with the same key while the platform is away, as a client should. */
  insist(role: Role, call: Call, key?: string): Promise<Answer>;
  /** How often an attempt was not answered, or only told to come back. */
  silences(): number;
  /** Records an alanine aminotransferase of more than five times its upper limit; the minute tells results apart. */
  recordAlarmingResult(minute: number, key?: string): Promise<string>;
  /** Waits until every outbox is empty, every due bell has rung and every event is where it should be. */
  settle(): Promise<Settlement>;
  setTime(now: string): Promise<void>;
  /** What a service wrote, by its schema. */
  rows<Row>(database: string, schema: string, sql: string): Promise<readonly Row[]>;
}

/** What a participant signs, from the published trial file (plain JavaScript reads it). */
const facts: unknown = trialFacts(REPOSITORY);
const { consentVersion, dataUses } = facts as { consentVersion: string; dataUses: readonly string[] };

export async function startTrial(): Promise<TrialUnderWay> {
  const platform = await startWholePlatform({ now: MORNING });
  let silences = 0;
  const insist: TrialUnderWay['insist'] = (role, call, key = randomUUID()) =>
    untilAnswered(
      () => platform.call(personOf(role), { ...call, headers: { ...call.headers, 'idempotency-key': key } }),
      () => (silences += 1),
    );
  const asked = async (role: Role, call: Call, key?: string): Promise<Answer['body']> => {
    const { status, text, body } = await insist(role, call, key);
    if (status >= 400) throw new Error(`${call.method} ${call.path}: ${status} ${text}`);
    return body;
  };
  const administrator = {
    get: (path: string) => asked('administrator', { method: 'GET', path }),
    put: (path: string, body: object) => asked('administrator', { method: 'PUT', path, body }),
  };
  for (const role of ['investigator', 'study-nurse', 'monitor'] as const) await platform.grant(personOf(role), role);
  const participants = `/trials/${TRIAL}/sites/${SITE}/participants`;
  const screening = { screenedOn: '2025-03-03', sex: 'female', yearOfBirth: 1970 };
  const { participantId } = await asked('study-nurse', { method: 'POST', path: participants, body: screening });
  const path = `/trials/${TRIAL}/participants/${String(participantId)}`;
  await asked('investigator', {
    method: 'POST',
    path: `${path}/consents`,
    body: { consentVersion, dataUses, consentedAt: MORNING },
  });

  const settlement = new Settlement(administrator, SERVICES);
  const time = new TrialTime(
    administrator,
    PROCESSES.map((name) => `${name}-1`),
  );
  const settle = async () => {
    await settlement.settle();
    return settlement;
  };
  await settle();
  return {
    ...platform,
    participantId: String(participantId),
    insist,
    silences: () => silences,
    async recordAlarmingResult(minute, key) {
      const body = {
        analyte: 'alt',
        result: { value: '250', unit: 'U/L', range: { high: 45 } },
        collectedAt: instant('2025-03-02T08:00:00Z').add({ minutes: minute }).toString(),
      };
      return String((await asked('study-nurse', { method: 'POST', path: `${path}/results`, body }, key))['resultId']);
    },
    settle,
    setTime: (now) => time.stepTo(instant(now)),
    rows<Row>(database: string, schema: string, sql: string): Promise<readonly Row[]> {
      return asSuperuser(platform.prefix + database, async (client) => {
        await client.query(`set search_path = ${schema}`);
        return (await client.query<QueryResultRow>(sql)).rows as Row[];
      });
    },
  };
}

/** How long a client insists. */
const PATIENCE_MS = 60_000;
/** Still running, away, or too slow: all safe to repeat with the same key. */
const NOT_NOW = [409, 503, 504];

async function untilAnswered(attempt: () => Promise<Answer>, onSilence: () => void): Promise<Answer> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    // Nobody at the door is an answer, too: the gateway may be the one that was killed.
    const answer = await attempt().catch(() => undefined);
    if (answer && !isNotNow(answer)) return answer;
    onSilence();
    if (Date.now() > giveUpAt) throw new Error(answer ? answer.text : 'nobody answered');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const isNotNow = ({ status, body }: Answer): boolean =>
  NOT_NOW.includes(status) && (status !== 409 || body['type'] === '/problems/request-still-running');
