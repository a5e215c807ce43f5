import { EntitySchema } from 'typeorm';

export const adverseEvents = EntitySchema;
