import { participants } from '../participants/participant.table.js';

export const held = participants;
