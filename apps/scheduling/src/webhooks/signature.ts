import { createHmac, hkdfSync } from 'node:crypto';

/**
 * The signing secret of a webhook (HKDF-SHA256, RFC 5869): made from the key of the platform, the webhook and how often
 * it was rotated, so that it lies in no table and no backup.
 */
export const secretOf = (key: Buffer, webhookId: string, rotation: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `scheduling webhook ${webhookId} ${rotation}`, 32));

/** How a secret is handed over (Standard Webhooks 1.0.0). */
export const writtenSecret = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/** What is signed, and when the attempt is made, in seconds of wall time. */
export interface Signed {
  /** No full stop in it: it would move the border between id and time. */
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of a signed message (Standard Webhooks 1.0.0): one signature for each secret that is good now. */
export const signatureHeaders = (
  { id, timestamp, body }: Signed,
  secrets: readonly Buffer[],
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(timestamp),
  'webhook-signature': secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' '),
});
