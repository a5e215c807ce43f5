import type { Provider } from '@nestjs/common';
import { Environment, readEnvironment } from '@trial/process';
import { ChangeWebhook } from './change-webhook.js';
import { CreateWebhook } from './create-webhook.js';
import { DeliverWebhooks } from './deliver-webhooks.js';
import { HearForWebhooks } from './hear-for-webhooks.js';
import { ReplayWebhook } from './replay-webhook.js';
import { RotateWebhookSecret } from './rotate-webhook-secret.js';
import { WebhooksSettings } from './webhooks-settings.js';
import { webhooksConfig } from './webhooks.config.js';

/** What the module of the service lists for this feature. */
export const webhooksProviders: Provider[] = [
  HearForWebhooks,
  DeliverWebhooks,
  CreateWebhook,
  RotateWebhookSecret,
  ChangeWebhook,
  ReplayWebhook,
  {
    provide: WebhooksSettings,
    inject: [Environment],
    useFactory: ({ variables }: Environment) => new WebhooksSettings(readEnvironment(webhooksConfig, variables)),
  },
];
