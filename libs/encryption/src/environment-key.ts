import { keyFrom, type KeyProvider } from './key-provider.js';

/** The key stands in the environment of the process, where a secret manager puts it. */
export class EnvironmentKey implements KeyProvider {
  constructor(
    private readonly text: string,
    private readonly setting: string,
  ) {}

  key(): Promise<Buffer> {
    return Promise.resolve(this.text).then((text) => keyFrom(this.setting, text));
  }
}
