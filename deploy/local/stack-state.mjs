import { join } from 'node:path';
import { checkout } from './checkout.mjs';
import { readJson, writeJson } from './json-file.mjs';

/**
 * What a stack remembers between commands (`stack.json`): `ports` by name and `servers` by name, each
 * `{ pid, marker }` or `{ container: true }`. A state written by another checkout (a copied folder) is not ours:
 * its processes belong to the original.
 */
export class StackState {
  constructor(folder) {
    this.folder = folder;
    this.file = join(folder, 'stack.json');
    const known = readJson(this.file, {});
    const ours = known.checkout === checkout;
    this.ports = ours ? known.ports : {};
    this.servers = ours ? known.servers : {};
  }

  /** Remembers the port and the process of a server. */
  remember(name, port, server) {
    this.ports[name] = port;
    this.servers[name] = server;
    this.save();
  }

  /** Remembers that a server is down; its port stays reserved. */
  forget(name) {
    delete this.servers[name];
    this.save();
  }

  save() {
    writeJson(this.file, { checkout, ports: this.ports, servers: this.servers });
  }
}
