import { build } from '../../deploy/local/build.mjs';
import { slotFolder } from '../../deploy/local/checkout.mjs';
import { grantDemoAccess } from '../../deploy/local/demo-access.mjs';
import { startPlatform } from '../../deploy/local/platform.mjs';
import { stopPostgres } from '../../deploy/local/postgres-server.mjs';
import { StackState } from '../../deploy/local/stack-state.mjs';
import { resetStack, startStack, stopStack } from '../../deploy/local/stack.mjs';
import { layGround, withClient } from './floor/ground.mjs';
import { seconded } from './people.mjs';

const SLOT = 'bench';
const quiet = () => undefined;

/** Everything is as in production, but for one caller's limit: the bench is a whole hospital behind few tokens. */
const ENVIRONMENT = { RATE_LIMIT_PER_MINUTE: '10000000' };

/** The platform on empty servers in a slot of its own, with people and participants once a suite asks for them. */
export class PlatformUnderLoad {
  /** Builds and brings the servers up; the platform itself is started by `start`. */
  async open() {
    await resetStack({ slot: SLOT, log: quiet });
    await build({ folder: slotFolder(SLOT) });
    this.stack = await withCommitTimes(await startStack({ slot: SLOT, log: quiet }));
    this.ground = await layGround(this.stack);
  }

  /** Starts identity provider and services. @returns {Promise<number>} seconds until all are ready */
  async start() {
    const began = performance.now();
    this.#starting = startPlatform({ stack: this.stack, extraEnvironment: ENVIRONMENT, log: quiet });
    this.platform = await this.#starting;
    return (performance.now() - began) / 1_000;
  }

  /** Also when it is still starting: then it is stopped once it has. */
  async stop() {
    const platform = await this.#starting?.catch(() => undefined);
    this.#starting = undefined;
    await platform?.stop();
  }
  #starting;

  /** Who works with the platform under load; the same for every suite. */
  people() {
    this.#people ??= grantDemoAccess(this.platform.gatewayUrl, this.platform.issuerUrl).then(() => seconded(this));
    return this.#people;
  }
  #people;

  get servicePids() {
    return Object.entries(this.platform.processes).flatMap(([name, { pid }]) => (name === 'identity' ? [] : [pid]));
  }

  /** Postgres and NATS; undefined for a server that somebody else started. */
  get serverPids() {
    const { servers } = new StackState(this.stack.folder);
    return [servers.postgres?.pid, servers['nats-server']?.pid];
  }

  /** Stops everything. Logs stay in the slot's folder. */
  async close() {
    await this.stop();
    await stopStack({ slot: SLOT, log: quiet });
  }
}

/**
 * Postgres keeps the moment of each commit only when told so before it starts. A server that is not ours (given by
 * DATABASE_URL) must have been told.
 */
async function withCommitTimes(stack) {
  if (process.env.DATABASE_URL) return stack;
  await withClient(stack.postgres, (client) => client.query('alter system set track_commit_timestamp = on'));
  await stopPostgres(new StackState(stack.folder));
  return startStack({ slot: SLOT, log: quiet });
}
