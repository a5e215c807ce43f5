import { arrears } from '../../../apps/questionnaire/src/arrears/arrears.js';

export const held = arrears;
