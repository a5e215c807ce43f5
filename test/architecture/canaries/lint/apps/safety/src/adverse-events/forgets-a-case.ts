import { type Outcome } from './report.js';

export const isFatal = (outcome: Outcome): boolean => {
  switch (outcome) {
    case 'fatal':
      return true;
  }
  return false;
};
