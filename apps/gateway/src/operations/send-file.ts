import { Readable } from 'node:stream';
import type { FilePiece, Operation } from '@trial/contracts';
import type { DispatchOperation, HttpAnswer, HttpRequest } from './dispatch-operation.js';

/** A refusal as any other, or a file that is sent on as its pieces come. */
export interface FileAnswer extends Omit<HttpAnswer, 'body'> {
  readonly body: HttpAnswer['body'] | Readable;
}

/**
 * A file from its pieces, each a reply of bounded size, so that neither a service nor the gateway holds all of it. The rights of
 * the caller are looked at with each piece. A file that cannot be finished is cut off: the connection breaks, so that nobody
 * takes a part for the whole.
 */
export async function sendFile(
  dispatch: DispatchOperation,
  operation: Operation,
  http: HttpRequest,
): Promise<FileAnswer> {
  const asking: HttpRequest = {
    headers: withoutTag(http.headers),
    params: http.params,
    query: http.query,
    body: undefined,
  };
  const ask = (cursor?: string): Promise<HttpAnswer> => {
    const { cursor: _, ...query } = asking.query as Record<string, unknown>;
    return dispatch.execute(operation, { ...asking, query: cursor === undefined ? query : { ...query, cursor } });
  };
  const first = await ask();
  if (first.status !== 200) return first;
  const piece = pieceIn(first);
  return { status: 200, headers: headersOf(piece), body: Readable.from(textsFrom(piece, ask)) };
}

async function* textsFrom(first: FilePiece, ask: (cursor: string) => Promise<HttpAnswer>): AsyncGenerator<Buffer> {
  for (let piece = first; ;) {
    yield Buffer.from(piece.text, 'utf8');
    if (piece.nextCursor === undefined) return;
    const answer = await ask(piece.nextCursor);
    if (answer.status !== 200) throw new Error(`${first.fileName} broke off: status ${answer.status}`);
    piece = pieceIn(answer);
  }
}

const pieceIn = ({ body }: HttpAnswer): FilePiece => (typeof body === 'string' ? JSON.parse(body) : body) as FilePiece;

/** Each piece would have a tag of its own: a file is sent whole. */
const withoutTag = ({ 'if-none-match': _, ...headers }: HttpRequest['headers']): HttpRequest['headers'] => headers;

/** A page may show itself and nothing more: no script, no form, nothing from elsewhere; what is no page is saved. */
const headersOf = ({ mediaType, fileName }: FilePiece): Record<string, string> => ({
  'content-type': `${mediaType}; charset=utf-8`,
  'content-disposition': `${mediaType === 'text/html' ? 'inline' : 'attachment'}; filename="${fileName}"`,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
});
