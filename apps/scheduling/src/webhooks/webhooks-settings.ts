import { Rejection } from '@trial/kernel';
import type { WebhooksConfig } from './webhooks.config.js';

/** The checked configuration of this feature, as something that can be injected. */
export class WebhooksSettings {
  constructor(readonly config: WebhooksConfig) {}

  get isProduction(): boolean {
    return this.config.NODE_ENV === 'production';
  }

  /** What secrets are made from; `Rejection('webhooks-unavailable')` when there is none. */
  get key(): Buffer {
    if (!this.config.WEBHOOK_KEY) throw new Rejection('webhooks-unavailable', { rule: 'set WEBHOOK_KEY' });
    return this.config.WEBHOOK_KEY;
  }
}
