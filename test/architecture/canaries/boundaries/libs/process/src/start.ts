import { publish } from '@trial/messaging';

export const start = publish;
