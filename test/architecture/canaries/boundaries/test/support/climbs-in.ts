import { publish } from '../../libs/messaging/src/publish.js';

export const held = publish;
