import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receiver } from './submissions.config.js';
import { acknowledgementIn } from './take-answer.js';

/** How a try ended: taken, or why not; with what the receiver said at once. */
export type HandedOver =
  | { readonly taken: true; readonly answer: string }
  | { readonly taken: false; readonly answer: string; readonly why: string };

/** A file under its batch number: the same number and the same bytes at every try, so that a receiver knows it again. */
export interface Outgoing {
  readonly batchId: string;
  readonly text: string;
}

/** What a receiver says at once is an acknowledgement; beyond this it is something else. */
const MOST_ANSWER = 1024 * 1024;

/** Hands a file over once; never throws. */
export async function handOver(receiver: Receiver, file: Outgoing, timeoutMs: number): Promise<HandedOver> {
  try {
    return receiver.kind === 'push' ? await push(receiver, file, timeoutMs) : await lay(receiver.folder, file);
  } catch (error) {
    return { taken: false, answer: '', why: whyNot(error) };
  }
}

async function push(
  { url, authorization }: Extract<Receiver, { kind: 'push' }>,
  { batchId, text }: Outgoing,
  timeoutMs: number,
): Promise<HandedOver> {
  const response = await fetch(url, {
    method: 'POST',
    // A redirect is an answer like any other: the file goes to nobody who is not configured.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'idempotency-key': batchId,
      ...(authorization ? { authorization } : {}),
    },
    body: text,
  });
  const answer = await read(response);
  const isTaken = response.ok || isAbout(batchId, answer);
  return isTaken ? { taken: true, answer } : { taken: false, answer, why: `refused with ${response.status}` };
}

/** A receiver may refuse the request and acknowledge the file in one answer: then it has read it, whatever the status. */
function isAbout(batchId: string, answer: string): boolean {
  const read = acknowledgementIn(answer);
  return !('unreadable' in read) && read.batchId === batchId;
}

async function read({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_ANSWER) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whoever looks into the folder finds a whole file or none, under a name that says nothing but its number. */
async function lay(folder: string, { batchId, text }: Outgoing): Promise<HandedOver> {
  const draft = join(folder, `.${batchId}.draft`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, `${batchId}.xml`));
  return { taken: true, answer: '' };
}

/** The kind of trouble alone: neither address nor content. */
function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  const known = [code, cause?.code].find((value) => typeof value === 'string');
  return known ? `not reached (${known})` : 'not reached';
}
