import { replyWriter, requestReader } from './wire.js';

describe('the wire', () => {
  it('hands a request over as it was sent, under the subject it came on', () => {
    const request = { request: { name: 'new' }, context: { actor: 'person-1' } };
    const message = { json: () => request };
    expect(requestReader.deserialize(message, { channel: 'command.scheduling.rename.v1' })).toMatchObject({
      pattern: 'command.scheduling.rename.v1',
      data: request,
    });
  });

  it('sends a reply as plain JSON', () => {
    expect(replyWriter.serialize({ response: { ok: { id: '1' }, etag: '"7"' }, isDisposed: true })).toEqual({
      data: '{"ok":{"id":"1"},"etag":"\\"7\\""}',
    });
  });

  it.each([{ err: new Error('password of the database') }, { err: 'broken', response: { ok: {} } }, {}])(
    'admits a fault and tells nothing of it',
    (packet) => {
      expect(replyWriter.serialize(packet)).toEqual({ data: '{"fault":true}' });
    },
  );
});
