import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { secretOf, signatureHeaders, writtenSecret } from './signature.js';

const key = Buffer.alloc(32, 7);
const now = (): number => Math.floor(Date.now() / 1_000);
const anyBody = fc.json({ maxDepth: 2 });

describe('the signature of a webhook', () => {
  it('is what another implementation of the specification makes and takes', () => {
    fc.assert(
      fc.property(anyBody, fc.uuid(), fc.integer({ min: 1, max: 9 }), (body, id, rotation) => {
        const secret = secretOf(key, id, rotation);
        const timestamp = now();
        const headers = signatureHeaders({ id, timestamp, body }, [secret]);
        const other = new Webhook(writtenSecret(secret));
        expect(headers['webhook-signature']).toBe(other.sign(id, new Date(timestamp * 1_000), body));
        expect(other.verify(body, headers)).toEqual(JSON.parse(body));
      }),
    );
  });

  it('is refused with another secret, body, id or time, and when it is old', () => {
    const [id, body] = ['0190a5f0-1111-7222-8333-444455556666', '{"type":"visit.done"}'];
    const secret = secretOf(key, id, 1);
    const headers = signatureHeaders({ id, timestamp: now(), body }, [secret]);
    const other = new Webhook(writtenSecret(secret));
    expect(() => new Webhook(writtenSecret(secretOf(key, id, 2))).verify(body, headers)).toThrow(/signature/);
    expect(() => other.verify(`${body} `, headers)).toThrow(/signature/);
    expect(() => other.verify(body, { ...headers, 'webhook-id': 'other' })).toThrow(/signature/);
    expect(() => other.verify(body, { ...headers, 'webhook-timestamp': String(now() - 1) })).toThrow(/signature/);
    const old = signatureHeaders({ id, timestamp: now() - 600, body }, [secret]);
    expect(() => other.verify(body, old)).toThrow(/too old/);
  });

  it('is good for the secret before and the one now while both sign', () => {
    const [id, body] = ['0190a5f0-1111-7222-8333-444455556666', '{}'];
    const secrets = [2, 1].map((rotation) => secretOf(key, id, rotation));
    const headers = signatureHeaders({ id, timestamp: now(), body }, secrets);
    for (const secret of secrets) expect(new Webhook(writtenSecret(secret)).verify(body, headers)).toEqual({});
  });

  it('has a secret of its own for every webhook, rotation and key', () => {
    const made = [
      secretOf(key, 'a', 1),
      secretOf(key, 'a', 2),
      secretOf(key, 'b', 1),
      secretOf(Buffer.alloc(32, 8), 'a', 1),
    ].map(writtenSecret);
    expect(new Set(made).size).toBe(made.length);
    expect(made[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(writtenSecret(secretOf(key, 'a', 1))).toBe(made[0]);
  });
});
