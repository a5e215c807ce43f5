import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * A receiver of case reports as a regulator runs one: a real HTTP server that takes ICH E2B(R3) files, judges them and
 * acknowledges. It knows a batch it has seen by its number and answers it as it did before.
 *
 * @typedef {{ batchId: string, reportId: string, text: string, headers: import('node:http').IncomingHttpHeaders }} Taken
 * @typedef {number | 'stall' | 'drop' | 'silent' | 'garbled' | 'refusing' | 'page'} Mood a status instead of an answer; no answer before the
 *   receiver stops; the file taken and the line cut; taken without a word; taken with an XML that says nothing;
 *   the request refused and the file judged all the same, in one
 *   answer; a page somebody put in between
 */
export class CaseReceiver {
  /** Every file that came, also again, oldest first. @type {Taken[]} */
  received = [];
  /** What becomes of the next files, in order; then they are judged. @type {Mood[]} */
  moods = [];
  /** @type {Map<string, string>} */
  #answers = new Map();
  #server = createServer();

  /**
   * @param {(text: string) => readonly string[]} faultsIn what is wrong with a file, in the words of the receiver; it is
   *   accepted when nothing is
   */
  constructor(faultsIn) {
    this.faultsIn = faultsIn;
  }

  /** @param {(text: string) => readonly string[]} faultsIn */
  static async start(faultsIn, port = 0) {
    const receiver = new CaseReceiver(faultsIn);
    await receiver.listen(port);
    return receiver;
  }

  /** Opens its door, perhaps again; what it has seen it still knows. */
  async listen(port = 0) {
    this.#server = createServer((request, response) => void this.#take(request, response));
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
    this.port = this.#server.address().port;
  }

  get url() {
    return `http://127.0.0.1:${this.port}/cases`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const [batchId, reportId] = ['3.22', '3.1'].map((suffix) => idIn(text, suffix));
    const mood = this.moods.shift();
    if (typeof mood === 'number') return response.writeHead(mood, { location: '/elsewhere' }).end();
    if (mood === 'page') return response.writeHead(404).end('No such service; example cells');
    this.received.push({ batchId, reportId, text, headers: request.headers });
    const answer = this.#answers.get(batchId) ?? acknowledgement({ batchId, reportId, faults: this.faultsIn(text) });
    this.#answers.set(batchId, answer);
    if (mood === 'stall') return undefined;
    if (mood === 'drop') return request.socket.destroy();
    if (mood === 'silent') return response.writeHead(202).end();
    response.writeHead(mood === 'refusing' ? 422 : 200, { 'content-type': 'application/xml' });
    return response.end(mood === 'garbled' ? '<answer/>' : answer);
  }
}

const ICH = '2.16.840.1.113883.3.989.2.1';
const idIn = (text, suffix) =>
  new RegExp(`<id (?:extension="([^"]*)" root="${ICH}\\.${suffix}"|root="${ICH}\\.${suffix}" extension="([^"]*)")`)
    .exec(text)
    ?.slice(1)
    .find(Boolean) ?? '';

/** What a receiver says of a batch it has in its hands, before it has looked at a case. */
export const acknowledgementOfBatch = (batchId) => `<?xml version="1.0" encoding="UTF-8"?>
<MCCI_IN200101UV01 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0">
  <id root="${ICH}.3.20" extension="ACK-${batchId}"/>
  <acknowledgement typeCode="AA"><targetBatch><id root="${ICH}.3.22" extension="${batchId}"/></targetBatch></acknowledgement>
</MCCI_IN200101UV01>
`;

/** What a receiver says of a batch of one case: all taken, or not and why. */
export function acknowledgement({ batchId, reportId, faults }) {
  const [batch, report] = faults.length === 0 ? ['AA', 'CA'] : ['AE', 'CR'];
  const words = faults.map((fault) => fault.replaceAll('&', '&amp;').replaceAll('<', '&lt;')).join('; ');
  return `<?xml version="1.0" encoding="UTF-8"?>
<MCCI_IN200101UV01 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0">
  <id root="${ICH}.3.20" extension="ACK-${batchId}"/>
  <acknowledgement typeCode="${batch}"><targetBatch><id root="${ICH}.3.22" extension="${batchId}"/></targetBatch></acknowledgement>
  <MCCI_IN000002UV01>
    <acknowledgement typeCode="${report}">
      <targetMessage><id root="${ICH}.3.1" extension="${reportId}"/></targetMessage>
      <acknowledgementDetail><text>${words}</text></acknowledgementDetail>
    </acknowledgement>
  </MCCI_IN000002UV01>
</MCCI_IN200101UV01>
`;
}
