import { resultRecorded } from '@trial/contracts';

export const held = resultRecorded;
