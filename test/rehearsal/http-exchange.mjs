import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/**
 * One HTTP exchange with all that arrives: the status line, the headers as they were sent (in their order, in their
 * letters; `fetch` would sort them), the body, and how long it took.
 *
 * @param {{ url: string, method: string, headers: Record<string, string>, body?: string }} question
 * @returns {Promise<{ status: number, statusText: string, headers: Record<string, string>, text: string, milliseconds: number }>}
 */
export function httpExchange({ url, method, headers, body }) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          statusText: response.statusMessage,
          headers: inOrder(response.rawHeaders),
          text: Buffer.concat(pieces).toString('utf8'),
          milliseconds: performance.now() - began,
        }),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** Names and values alternate; a name that comes twice keeps both values. */
function inOrder(raw) {
  const headers = {};
  for (let index = 0; index < raw.length; index += 2) {
    const [name, value] = raw.slice(index, index + 2);
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
