import { hoursIn } from '@trial/kernel';
import { grade } from './ctcae/grade.js';

export const adverseEvent = { grade, hours: hoursIn('PT24H') };
