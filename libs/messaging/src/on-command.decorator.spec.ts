import {
  defineCommand,
  Identifier,
  Text,
  Whole,
  type Command,
  type OperationReply,
  type OperationRequest,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { OnCommand } from './on-command.decorator.js';

class RenameCommand {
  @Text() trialId: string;
  @Text({ max: 20 }) name: string;
}
class Renamed {
  @Identifier() id: string;
  @Whole({ min: 1, max: 100 }) version?: number;
}
const rename: Command<RenameCommand, Renamed> = defineCommand({
  service: 'scheduling',
  name: 'rename',
  route: 'POST /names',
  summary: 'Renames',
  request: RenameCommand,
  result: Renamed,
  roles: ['investigator'],
  rejections: ['not-found'],
});

class Names {
  readonly seen: string[] = [];

  @OnCommand(rename)
  async rename({ name }: RenameCommand, context: Context): Promise<Renamed> {
    await Promise.resolve();
    if (name === 'refused') throw new Rejection('not-found', { field: 'name', rule: 'no such name', near: 'other' });
    if (name === 'broken') throw new Error('the disk is full');
    this.seen.push(`${name} by ${context.actor}`);
    return name === 'counted' ? { id: '1', version: 7 } : { id: '1' };
  }
}

const context: Context = {
  actor: 'person-1',
  role: 'investigator',
  organisation: 'site',
  trialId: 'TRIAL',
  sites: ['SITE'],
  zone: 'UTC',
  reason: 'command:rename',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cause: 'key-1',
};

describe('a method that answers a command', () => {
  let names: Names;
  beforeEach(() => (names = new Names()));
  const send = (request: object, more: Partial<Context> = {}) => {
    const message: OperationRequest = { request: { trialId: 'TRIAL', ...request }, context: { ...context, ...more } };
    // What stands in the class now takes the message that came over the wire.
    return (names.rename as unknown as (message: OperationRequest) => Promise<OperationReply>)(message);
  };
  beforeEach(() => (names.rename = names.rename.bind(names)));

  it('is given the request and the context, and its result is the answer', async () => {
    expect(await send({ name: 'new' })).toEqual({ ok: { id: '1' } });
    expect(names.seen).toEqual(['new by person-1']);
  });

  it('has its version told as an ETag', async () => {
    expect(await send({ name: 'counted' })).toEqual({ ok: { id: '1', version: 7 }, etag: '"7"' });
  });

  it('is not reached with a request that does not fit', async () => {
    expect(await send({ name: '', more: 1 })).toMatchObject({
      rejection: {
        code: 'request-not-readable',
        field: 'more',
        details: { errors: [{ field: 'more' }, { field: 'name' }] },
      },
    });
    expect(names.seen).toEqual([]);
  });

  it('is not reached by a role that the contract does not name', async () => {
    expect(await send({ name: 'new' }, { role: 'monitor' })).toEqual({
      rejection: { code: 'role-not-allowed', details: {} },
    });
    expect(names.seen).toEqual([]);
  });

  it('is not reached for another trial than the one the caller acts in', async () => {
    expect(await send({ name: 'new', trialId: 'OTHER' })).toEqual({ rejection: { code: 'not-found', details: {} } });
    expect(names.seen).toEqual([]);
  });

  it('has its refusal told as a reply, with field, rule and facts', async () => {
    expect(await send({ name: 'refused' })).toEqual({
      rejection: { code: 'not-found', field: 'name', rule: 'no such name', details: { near: 'other' } },
    });
  });

  it('has what broke thrown on: the log knows, the caller does not', async () => {
    await expect(send({ name: 'broken' })).rejects.toThrow('the disk is full');
  });

  it('is bound to the subject of the contract', () => {
    const metadata = Reflect.getMetadataKeys(Names.prototype.rename) as unknown[];
    const patterns = metadata.map((key) => Reflect.getMetadata(key, Names.prototype.rename) as unknown);
    expect(patterns.flat()).toContain('command.scheduling.rename.v1');
  });
});
