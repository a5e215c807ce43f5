export { transaction } from './transaction.js';
