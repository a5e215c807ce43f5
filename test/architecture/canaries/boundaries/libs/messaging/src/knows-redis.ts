import { Redis } from 'ioredis';

export const held = Redis;
