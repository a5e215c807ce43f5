import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { checkout } from './checkout.mjs';
import { environmentOf, gatewayOf, issuerOf } from './environments.mjs';
import { forgetPlatform, recordPlatform, stopLeftovers } from './platform-record.mjs';
import { choosePorts, freePort } from './ports.mjs';
import { provisionPostgres } from './provision-postgres.mjs';
import { ServiceProcess } from './service-process.mjs';
import { listeners, services } from './services.mjs';
import { StackState } from './stack-state.mjs';

let platforms = 0;

/**
 * Builds what changed and runs the identity provider and the six services, each in its own process, against a stack.
 *
 * @param {object} options
 * @param {object} options.stack as `startStack` returns it
 * @param {string} [options.databasePrefix] runs on private databases, created when missing
 * @param {boolean} [options.virtualClock] trial time is set by an administrator instead of the wall clock (decision 1)
 * @param {string | number} [options.seed] of a rehearsal (decision 2)
 * @param {Record<string, number>} [options.replicas] processes per service; the second one of `safety` is `safety-2`
 * @param {Record<string, string>} [options.extraEnvironment] for every service
 * @param {string} [options.distribution] runs the build in this folder, somewhere below the checkout, instead of `dist`
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ gatewayUrl: string, issuerUrl: string, ports: Record<string, number>,
 *   processes: Record<string, ServiceProcess>, stop: () => Promise<void> }>}
 * @throws {Error} naming the service that did not become ready, with the end of its log; nothing is left running
 */
export async function startPlatform(options) {
  const { stack, databasePrefix = '', log = console.error } = options;
  await build({ folder: stack.folder, log });
  await stopLeftovers(stack.folder);
  if (databasePrefix !== '') await provisionPostgres(stack.postgres, stack.secrets.postgres, { databasePrefix });
  const ports = await portsOf(stack.folder, databasePrefix);
  const number = (platforms += 1);
  const processes = await processesOf({ ...options, ports, onStart: () => remember(stack.folder, number, processes) });
  const stop = async () => {
    await Promise.all(Object.values(processes).map((process) => process.stop()));
    forgetPlatform(stack.folder, number);
  };
  const started = await Promise.allSettled(Object.values(processes).map((process) => process.start()));
  const failures = started.flatMap(({ status, reason }) => (status === 'rejected' ? [reason.message] : []));
  if (failures.length > 0) {
    await stop();
    throw new Error(failures.join('\n\n'));
  }
  return { gatewayUrl: gatewayOf(ports), issuerUrl: issuerOf(ports), ports, processes, stop };
}

/** Ports stay the same from start to start when they can; private databases mean a private, passing platform. */
async function portsOf(folder, databasePrefix) {
  if (databasePrefix !== '') return choosePorts(listeners);
  const state = new StackState(folder);
  const ports = await choosePorts(listeners, state.ports);
  Object.assign(state.ports, ports);
  state.save();
  return ports;
}

async function processesOf({ stack, ports, databasePrefix = '', replicas = {}, onStart, ...options }) {
  const { distribution = join(checkout, 'dist') } = options;
  const logs = join(stack.folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const processes = {};
  processes.identity = new ServiceProcess({
    name: 'identity',
    program: join(checkout, 'deploy', 'identity', 'identity-provider.mjs'),
    environment: identityEnvironment(stack, ports),
    readyUrl: `${issuerOf(ports)}/.well-known/openid-configuration`,
    logFile: join(logs, `${databasePrefix}identity.log`),
    onStart,
  });
  for (const { name } of services) {
    for (let instance = 1; instance <= (replicas[name] ?? 1); instance += 1) {
      const slot = instance === 1 ? name : `${name}-${instance}`;
      const port = instance === 1 ? ports[name] : await freePort(Object.values(ports));
      processes[slot] = new ServiceProcess({
        name: slot,
        program: join(distribution, 'apps', name, 'src', 'main.js'),
        environment: environmentOf(name, stack, { ports, databasePrefix, instance, port, extra: extraFor(options) }),
        readyUrl: `http://127.0.0.1:${port}/health/ready`,
        logFile: join(logs, `${databasePrefix}${slot}.log`),
        onStart,
      });
    }
  }
  return processes;
}

function identityEnvironment({ secrets }, ports) {
  return {
    IDENTITY_PORT: String(ports.identity),
    IDENTITY_ISSUER: issuerOf(ports),
    IDENTITY_SIGNING_KEY: JSON.stringify(secrets.signingKey),
    IDENTITY_REDIRECT_URIS: `http://127.0.0.1/callback,${gatewayOf(ports)}/docs/oauth2-redirect.html`,
  };
}

function extraFor({ virtualClock = false, seed, extraEnvironment = {} }) {
  return {
    ...(virtualClock ? { TRIAL_CLOCK: 'virtual' } : {}),
    ...(seed === undefined ? {} : { REHEARSAL_SEED: String(seed) }),
    ...extraEnvironment,
  };
}

function remember(folder, number, processes) {
  const running = Object.values(processes).filter(({ pid }) => pid !== undefined);
  recordPlatform(
    folder,
    number,
    running.map(({ identity }) => identity),
  );
}
