import { describe, expect, it } from '@jest/globals';
import { services } from '../local/services.mjs';
import { readPermissions } from './permissions.mjs';
import { serverConfig } from './server-config.mjs';

const render = (users) =>
  JSON.parse(
    serverConfig({
      permissions: { users },
      passwords: { a: 'one', admin: 'two' },
      host: '127.0.0.1',
      port: 4222,
      storeFolder: '/data',
    }),
  );

describe('the configuration of the NATS server', () => {
  it('gives a user exactly the listed subjects, and leave to answer when it says so', () => {
    const { authorization } = render({ a: { publish: ['a.>'], subscribe: ['command.a.>'], allowResponses: true } });
    expect(authorization.users[0]).toEqual({
      user: 'a',
      password: 'one',
      permissions: { publish: { allow: ['a.>'] }, subscribe: { allow: ['command.a.>'] }, allow_responses: true },
    });
  });

  it('denies everything where nothing is listed, because the server takes an empty list for no limits', () => {
    const { authorization } = render({ a: { publish: [], subscribe: ['a.>'] } });
    expect(authorization.users[0].permissions.publish).toEqual({ deny: ['>'] });
  });

  it('knows an administrator beside the listed users, and nobody without a password', () => {
    const { authorization } = render({ a: { publish: ['a'], subscribe: ['a'] } });
    expect(authorization.users.map(({ user }) => user)).toEqual(['a', 'admin']);
    expect(authorization).not.toHaveProperty('no_auth_user');
  });
});

describe('permissions.json', () => {
  const { users, streams, readers } = readPermissions();

  it('lets the gateway alone send commands', () => {
    const senders = Object.entries(users).flatMap(([user, { publish }]) =>
      publish.some((subject) => /^(command\.|>|\*)/.test(subject)) ? [user] : [],
    );
    expect(senders).toEqual(['gateway']);
  });

  it('lets no blinded user near a restricted stream, in whatever way JetStream offers', () => {
    const restricted = streams.filter((stream) => stream.restricted);
    expect(restricted.length).toBeGreaterThan(0);
    const unblinded = [
      ...services.flatMap(({ unblindedModule }) => unblindedModule ?? []),
      ...readers.map(({ user }) => user),
    ];
    const blinded = Object.entries(users).filter(([user]) => !unblinded.includes(user));
    expect(blinded.map(([user]) => user).sort()).toEqual(services.map(({ name }) => name).sort());
    const forbidden = [/^>/, /^\*/, /^restricted\b/, /^\$JS\.(>|API\.>|API\.\w+\.>|API\.\w+\.\w+\.>|ACK\.>)/];
    const touches = (subject) =>
      forbidden.some((pattern) => pattern.test(subject)) ||
      restricted.some(({ name }) => subject.split('.').includes(name));
    const found = blinded.flatMap(([user, { publish, subscribe }]) =>
      [...publish, ...subscribe].filter(touches).map((subject) => `${user}: ${subject}`),
    );
    expect(found).toEqual([]);
  });

  it('lets whoever reads from outside acknowledge what the one consumer sends that is kept for it, and say nothing else', () => {
    expect(readers.map(({ user, stream }) => [user, stream])).toEqual([['pharmacovigilance', 'restricted-unblinded']]);
    for (const { user, stream, consumer, deliverTo } of readers) {
      expect(users[user].publish).toEqual([`$JS.ACK.${stream}.${consumer}.>`]);
      expect(deliverTo.startsWith(`_INBOX.${user}.`)).toBe(true);
    }
  });

  it('gives every user an inbox of its own, so that nobody hears the answers to another', () => {
    for (const [user, { subscribe }] of Object.entries(users)) {
      expect(subscribe.filter((subject) => subject.startsWith('_INBOX'))).toEqual([`_INBOX.${user}.>`]);
    }
  });
});
