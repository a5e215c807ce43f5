import type { NoticesConfig } from './notices.config.js';

/** The checked configuration of this feature, as something that can be injected. */
export class NoticesSettings {
  constructor(readonly config: NoticesConfig) {}
}
