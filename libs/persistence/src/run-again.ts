import { setTimeout as pause } from 'node:timers/promises';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { Rejection } from '@trial/kernel';

/** The connection died under a transaction; `committing` when it may have been committed all the same. */
export class ConnectionLost extends Error {
  constructor(
    readonly committing: boolean,
    cause: unknown,
  ) {
    super('the connection to the database was lost', { cause });
  }
}

/**
 * Runs `attempt` again, three times at most, when Postgres threw it out (a deadlock, a serialisation race, a cancelled
 * statement) or its connection was lost. One that may have committed runs again only when it `hasReceipt`: it then
 * finds its own answer.
 */
export async function untilDone<Result>(
  attempt: () => Promise<Result>,
  { hasReceipt }: { readonly hasReceipt: boolean },
): Promise<Result> {
  let lost = false;
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof ConnectionLost) {
        if (error.committing && !hasReceipt) throw error;
        lost = true;
      } else if (!THROWN_OUT.has(sqlState(error)) && !(lost && isStillRunning(error))) throw error;
      if (attempts === ATTEMPTS) throw error;
      // The server may need a moment to notice: until then the dead session holds its locks, the key among them.
      if (lost) await pause(attempts * PAUSE_MS);
    }
  }
}

const ATTEMPTS = 4;
const PAUSE_MS = 25;
/** serialization_failure, deadlock_detected, query_canceled: nothing of the transaction stays. */
const THROWN_OUT = new Set(['40001', '40P01', '57014']);

/** Whether an error means that there is no connection any more (or yet), whoever of server, driver and TypeORM noticed. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true;
  return LOST_CODE.test(sqlState(error)) || (error instanceof Error && LOST_MESSAGE.test(error.message));
}

/** Connection exceptions; admin_shutdown, crash_shutdown, cannot_connect_now; and what a socket says. */
const LOST_CODE = /^(08...|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE)$/;
const LOST_MESSAGE = /^(Connection terminated|Client was closed|Client has encountered a connection error)/;

/** The SQLSTATE of an error of Postgres, or the code of an error of the socket; '' when there is neither. */
export function sqlState(error: unknown): string {
  const said: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const { code } = (said ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** What a repeat is told while the session that died still holds the key. */
const isStillRunning = (error: unknown): boolean =>
  error instanceof Rejection && error.code === 'request-still-running';
