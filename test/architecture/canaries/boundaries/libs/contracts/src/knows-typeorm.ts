import { EntitySchema } from 'typeorm';

export const held = EntitySchema;
