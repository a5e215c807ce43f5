import { randomUUID } from 'node:crypto';
import { EntitySchema } from 'typeorm';

export const transaction = { id: randomUUID(), table: EntitySchema };
