import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { readPermissions } from '../../../deploy/nats/permissions.mjs';
import { provisionStreams } from '../../../deploy/nats/provision.mjs';
import { grantAccess } from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import { aContext, BEGINNING, bootService } from '../../support/service.js';
import { emptyBroker, natsAsAdmin, startStack } from '../../support/stack.js';
import { ToyModule } from './toy.module.js';

interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}
interface Permissions {
  readonly users: Readonly<Record<string, Rights>>;
  readonly streams: readonly { readonly name: string; readonly restricted: boolean }[];
}

const { users, streams }: Permissions = readPermissions();
const names = Object.keys(users);
const UNBLINDED = ['unblinded', 'vault', 'pharmacovigilance'];
const blinded = names.filter((user) => !UNBLINDED.includes(user));
const restricted = streams.filter((stream) => stream.restricted).map(({ name }) => name);

/** Whether a subject (or a narrower pattern) is covered by a pattern: `*` is one token, `>` one or more. */
function covers(pattern: string, subject: string): boolean {
  const [wanted, given] = [pattern.split('.'), subject.split('.')];
  for (const [index, token] of wanted.entries()) {
    const said = given[index];
    if (said === undefined) return false;
    if (token === '>') return true;
    if (said === '>' || (token !== '*' && token !== said)) return false;
  }
  return wanted.length === given.length;
}
const allows = (patterns: readonly string[], subject: string) => patterns.some((pattern) => covers(pattern, subject));

/** What each user tries to say: everything any user may say, with `x` for what is open, and what nobody may. */
const SAYINGS = [
  ...new Set([
    ...names.flatMap((user) => [
      `command.${user}.probe.v1`,
      `query.${user}.probe.v1`,
      `poke.${user}`,
      `_INBOX.${user}.x.1`,
    ]),
    ...Object.values(users).flatMap(({ publish }) => publish.map((pattern) => pattern.replace(/[*>]/g, 'x'))),
    ...[...streams.map(({ name }) => name), 'KV_trial-clock', 'OBJ_files-unblinded'].flatMap((stream) => [
      `$JS.API.STREAM.CREATE.${stream}`,
      `$JS.API.STREAM.UPDATE.${stream}`,
      `$JS.API.STREAM.DELETE.${stream}`,
      `$JS.API.STREAM.PURGE.${stream}`,
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.SNAPSHOT.${stream}`,
      `$JS.API.STREAM.MSG.GET.${stream}`,
      `$JS.API.STREAM.MSG.DELETE.${stream}`,
      `$JS.API.DIRECT.GET.${stream}`,
      `$JS.API.CONSUMER.CREATE.${stream}`,
      `$JS.API.CONSUMER.CREATE.${stream}.x`,
      `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.x`,
      `$JS.API.CONSUMER.DELETE.${stream}.x`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.x`,
    ]),
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.LIST',
    '$KV.trial-clock.now',
    '$O.files-unblinded.C.x',
    '$SYS.REQ.SERVER.PING',
    'restricted.vault.allocation.made.v1',
    'restricted.unblinded.anything.v1',
    'safety.expedited-assessment.closed.v1',
    'safety.adverse-event.reported.v1',
    'anything.else',
  ]),
];

/** What each user tries to hear. */
const HEARINGS = [
  '>',
  '*',
  '*.>',
  '_INBOX.>',
  '_INBOX.*.>',
  'command.>',
  'command.*.>',
  'query.>',
  'restricted.>',
  'restricted.vault.>',
  '$JS.>',
  '$JS.API.>',
  '$JS.ACK.>',
  '$JS.EVENT.ADVISORY.>',
  '$KV.trial-clock.>',
  '$O.>',
  '$SYS.>',
  'clock.step',
  ...streams.map(({ name }) => `${name}.>`),
  ...names.flatMap((user) => [
    `_INBOX.${user}.>`,
    `command.${user}.>`,
    `command.${user}.probe.v1`,
    `query.${user}.>`,
    `poke.${user}`,
  ]),
];

const aNote = (personId: string) => ({
  trialId: 'MANUS',
  personId,
  role: 'monitor',
  sites: ['UMCU'],
  organisation: 'site',
  zone: 'UTC',
  from: BEGINNING,
});

describe('what a service may say and hear on NATS', () => {
  let admin: NatsConnection;
  const connections = new Map<string, NatsConnection>();
  const as = (user: string): NatsConnection => connections.get(user) ?? admin;

  const connectAs = async (user: string): Promise<NatsConnection> => {
    const { nats, secrets } = await startStack();
    return connect({
      servers: new URL(nats).host,
      user,
      pass: secrets.nats[user] ?? '',
      inboxPrefix: `_INBOX.${user}`,
    });
  };

  beforeAll(async () => {
    admin = await natsAsAdmin();
    for (const user of names) connections.set(user, await connectAs(user));
  });
  afterAll(async () => {
    await emptyBroker(admin);
    for (const connection of [...connections.values(), admin]) await connection.close();
  });

  /** The subjects the server refused while `attempt` ran, each once. */
  async function refusedDuring(
    user: string,
    operation: 'publish' | 'subscription',
    attempt: (nats: NatsConnection) => void,
  ) {
    const connection = await connectAs(user);
    const refused = new Set<string>();
    const watching = (async () => {
      for await (const status of connection.status()) {
        if (status.type !== 'error') continue;
        const said = /permissions violation for (publish|subscription) to "([^"]+)"/i.exec(status.error.message);
        if (said?.[1]?.toLowerCase() === operation && said[2]) refused.add(said[2]);
      }
    })();
    attempt(connection);
    await connection.flush();
    await connection.close();
    await watching;
    return [...refused].sort();
  }

  it.each(names)('%s says what its list allows and nothing else', async (user) => {
    const refused = await refusedDuring(user, 'publish', (nats) => {
      for (const subject of SAYINGS) nats.publish(subject);
    });
    expect(refused).toEqual(SAYINGS.filter((subject) => !allows(users[user]?.publish ?? [], subject)).sort());
  });

  it.each(names)('%s hears what its list allows and nothing else', async (user) => {
    const refused = await refusedDuring(user, 'subscription', (nats) => {
      for (const subject of HEARINGS) nats.subscribe(subject, { callback: () => undefined });
    });
    expect(refused).toEqual(HEARINGS.filter((subject) => !allows(users[user]?.subscribe ?? [], subject)).sort());
  });

  it('lets the gateway alone send commands and queries', async () => {
    const asked = names.flatMap((user) => [`command.${user}.probe.v1`, `query.${user}.probe.v1`]);
    const heard: string[] = [];
    const listening = admin.subscribe('*.*.probe.v1', { callback: (_, { subject }) => void heard.push(subject) });
    await admin.flush();
    for (const user of names) {
      for (const subject of asked) as(user).publish(subject);
      await as(user).flush();
    }
    await admin.flush();
    listening.unsubscribe();
    expect(heard.sort()).toEqual(asked.sort());
  });

  it.each(blinded.filter((user) => user !== 'gateway'))('%s sends no command by answering itself', async (user) => {
    const heard: string[] = [];
    const listening = admin.subscribe('command.gateway.probe.v1', {
      callback: (_, { subject }) => void heard.push(subject),
    });
    await admin.flush();
    // A server that lets a client answer whatever it received lets it answer its own question, wherever that points to.
    as(user).subscribe(`poke.${user}`, { callback: (_, message) => void message.respond('forged') });
    as(user).publish(`poke.${user}`, '', { reply: 'command.gateway.probe.v1' });
    await as(user).flush();
    await as(user).flush();
    await admin.flush();
    listening.unsubscribe();
    expect(heard).toEqual([]);
  });

  it('lets a service answer who asked it, and no other', async () => {
    const server = as('safety');
    server.subscribe('query.safety.answer.v1', {
      callback: (_, message) => {
        message.respond('for you');
        server.publish('_INBOX.scheduling.stolen.1', 'for another');
      },
    });
    await server.flush();
    const overheard: string[] = [];
    const listening = admin.subscribe('_INBOX.scheduling.>', {
      callback: (_, { subject }) => void overheard.push(subject),
    });
    await admin.flush();
    expect((await as('gateway').request('query.safety.answer.v1')).string()).toBe('for you');
    await server.flush();
    await admin.flush();
    listening.unsubscribe();
    expect(overheard).toEqual([]);
  });

  it.each(names)('%s takes nothing from another inbox, so that answers are private', async (user) => {
    const overheard: string[] = [];
    const others = names.filter((other) => other !== user);
    for (const other of others)
      as(user).subscribe(`_INBOX.${other}.>`, { callback: (_, { subject }) => void overheard.push(subject) });
    await as(user).flush();
    for (const other of others) admin.publish(`_INBOX.${other}.answer.1`, 'an allocation');
    await admin.flush();
    await as(user).flush();
    expect(overheard).toEqual([]);
  });

  describe('restricted streams', () => {
    beforeAll(async () => {
      for (const stream of restricted)
        await jetstream(admin).publish(`restricted.${stream.slice('restricted-'.length)}.probe.v1`, 'secret');
    });

    it('are there', () => {
      expect(restricted).toContain('restricted-vault');
    });

    const reaches = blinded.flatMap((user) => restricted.map((stream) => ({ user, stream })));

    it.each(reaches)('$user makes no consumer on $stream', async ({ user, stream }) => {
      const manager = await jetstreamManager(as(user), { checkAPI: false, timeout: 500 });
      for (const settings of [
        { durable_name: `${user}-spy`, ack_policy: AckPolicy.Explicit },
        { name: `${user}-spy`, ack_policy: AckPolicy.None, deliver_subject: `_INBOX.${user}.spy` },
        { ack_policy: AckPolicy.None, deliver_subject: `_INBOX.${user}.spy` },
      ])
        await expect(manager.consumers.add(stream, settings)).rejects.toThrow(/permission|timeout/i);
      const found: string[] = [];
      for await (const { name } of (await jetstreamManager(admin)).consumers.list(stream)) found.push(name);
      expect(found.filter((name) => name.startsWith(user))).toEqual([]);
    });

    it.each(reaches)(
      '$user reads no message of $stream and copies none into a stream of its own',
      async ({ user, stream }) => {
        const manager = await jetstreamManager(as(user), { checkAPI: false, timeout: 500 });
        await expect(manager.streams.getMessage(stream, { seq: 1 })).rejects.toThrow(/permission|timeout/i);
        await expect(manager.streams.add({ name: `${user}-copy`, sources: [{ name: stream }] })).rejects.toThrow(
          /permission|timeout/i,
        );
        const before = await (await jetstreamManager(admin)).streams.info(stream);
        expect(before.state.messages).toBeGreaterThan(0);
      },
    );

    it.each(UNBLINDED.filter((user) => restricted.includes(`restricted-${user}`)))(
      '%s writes to its own',
      async (user) => {
        const manager = await jetstreamManager(admin);
        const before = await manager.streams.info(`restricted-${user}`);
        await jetstream(as(user)).publish(`restricted.${user}.probe.v1`, 'mine');
        expect((await manager.streams.info(`restricted-${user}`)).state.messages).toBe(before.state.messages + 1);
      },
    );
  });

  it('sends what a reader from outside hears to nobody else, whatever it answers and wherever it points to', async () => {
    const { nats } = await startStack();
    await provisionStreams(nats);
    const [reader, heard]: [NatsConnection, string[]] = [as('pharmacovigilance'), []];
    const came: Msg[] = [];
    reader.subscribe('_INBOX.pharmacovigilance.told', { callback: (_, message) => void came.push(message) });
    await reader.flush();
    for (const open of ['safety.>', 'command.>', '_INBOX.scheduling.>', 'clock.>'])
      admin.subscribe(open, { callback: (_, { subject, data }) => void heard.push(`${subject} ${data.length}`) });
    await admin.flush();
    const told = async (number: number) => {
      await jetstream(admin).publish('restricted.unblinded.probe.v1', `secret ${number}`);
      return eventually(() => {
        const message = came.find((each) => each.string() === `secret ${number}`);
        expect(message).toBeDefined();
        return message?.reply ?? '';
      });
    };
    const [stream, consumer] = ['restricted-unblinded', 'told-pharmacovigilance'];
    const [next, info] = ['MSG.NEXT', 'INFO'].map((what) => `$JS.API.CONSUMER.${what}.${stream}.${consumer}`);
    const elsewhere = ['safety.x', 'command.gateway.probe.v1', '_INBOX.scheduling.x', 'clock.step'];
    for (const [number, reply] of elsewhere.entries()) {
      const acknowledging = await told(number);
      for (const subject of [next, info]) reader.publish(subject ?? '', '1', { reply });
      for (const answer of ['-NAK', '+WPI', '+NXT', '+NXT 10']) reader.publish(acknowledging, answer, { reply });
      reader.publish(acknowledging, '', { reply });
    }
    // By the time a later one has come, what the answers did has been done.
    await told(elsewhere.length);
    await admin.flush();
    expect(heard.filter((each) => !each.endsWith(' 0'))).toEqual([]);
  });

  it('takes no command that a stream delivers, wherever a consumer points it to', async () => {
    const service = await bootService('scheduling', ToyModule);
    try {
      const command = {
        request: aNote('FORGED'),
        context: aContext({ idempotency: { scope: 'forged', key: 'forged', fingerprint: 'forged' } }),
      };
      // Who may make a consumer on a stream chooses where it delivers, and the server asks nobody for leave.
      const manager = await jetstreamManager(service.nats);
      await manager.consumers.add('scheduling', {
        durable_name: 'forger',
        ack_policy: AckPolicy.Explicit,
        filter_subject: 'scheduling.forged.v1',
        deliver_subject: 'command.scheduling.write-note.v1',
        deliver_group: 'scheduling',
      });
      await jetstream(service.nats).publish('scheduling.forged.v1', JSON.stringify(command));
      await eventually(async () =>
        expect((await manager.consumers.info('scheduling', 'forger')).delivered.consumer_seq).toBe(1),
      );
      // What came after it by the same way is answered: by then it was read, too.
      await service.ask({ ...grantAccess, subject: 'command.scheduling.write-note.v1' }, aNote('ASKED'));
      expect(await service.rows('select text from note')).toEqual([{ text: 'ASKED' }]);
    } finally {
      await service.stop();
    }
  });

  it('turns away who has no password, and who has the wrong one', async () => {
    const { nats } = await startStack();
    for (const credentials of [
      {},
      { user: 'gateway' },
      { user: 'gateway', pass: 'guessed' },
      { user: 'nobody', pass: 'x' },
    ])
      await expect(
        connect({ servers: new URL(nats).host, ...credentials, maxReconnectAttempts: 0, reconnect: false }),
      ).rejects.toThrow(/authorization/i);
  });
});
