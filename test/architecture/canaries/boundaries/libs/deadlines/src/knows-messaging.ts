import { publish } from '@trial/messaging';

export const held = publish;
