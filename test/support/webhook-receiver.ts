import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it came, whatever was answered. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly kind: string;
  readonly visitId: string;
}

/** What the receiver answers: a status, or nothing until it is told to go on. */
export type Answering = number | 'stall';

/** A real HTTP server that takes webhooks and can refuse, redirect and stall. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  private readonly next = new Map<string, Answering[]>();
  private readonly stalled: ServerResponse[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const receiver = new WebhookReceiver(server, (server.address() as AddressInfo).port);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        receiver.take(request.url ?? '', headers, Buffer.concat(chunks).toString('utf8'), response);
      });
    });
    return receiver;
  }

  urlOf(path: string): string {
    return `http://127.0.0.1:${this.port}/${path}`;
  }

  /** What came to a path, oldest first. */
  at(path: string): readonly Received[] {
    return this.received.filter((each) => each.path === `/${path}`);
  }

  /** What it answers to the next messages at a path, in order; then 204. */
  answers(path: string, ...answers: Answering[]): void {
    this.next.set(`/${path}`, answers);
  }

  /** Answers what stalled. */
  goOn(): void {
    for (const response of this.stalled.splice(0)) response.writeHead(204).end();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(path: string, headers: Record<string, string>, body: string, response: ServerResponse): void {
    const { type, data } = JSON.parse(body) as { type: string; data: { visitId: string } };
    const id = headers['webhook-id'] ?? '';
    this.received.push({ id, path, headers, body, kind: type, visitId: data.visitId });
    const answer = this.next.get(path)?.shift() ?? 204;
    if (answer === 'stall') this.stalled.push(response);
    else response.writeHead(answer, answer === 302 ? { location: '/redirected' } : {}).end('never kept');
  }
}
