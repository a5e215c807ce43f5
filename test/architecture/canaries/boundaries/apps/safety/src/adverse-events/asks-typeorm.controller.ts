import { DataSource } from 'typeorm';

export const held = DataSource;
