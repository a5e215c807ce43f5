import { send } from './report.js';

export const forget = (): void => {
  send('fatal');
};
