import { transaction } from '@trial/persistence';

export const held = transaction;
