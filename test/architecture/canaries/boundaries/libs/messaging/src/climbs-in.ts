import { transaction } from '../../persistence/src/transaction.js';

export const held = transaction;
