import { Temporal } from 'temporal-polyfill';
import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';
import type { Instant, PlainDate } from '@trial/kernel';

/** Columns as the domain types need them: instants are `timestamptz` in milliseconds, civil dates `date`. */
const instants: ValueTransformer = {
  to: (value: Instant | null | undefined) => value?.toString() ?? value,
  from: (value: Date | null) => (value === null ? null : Temporal.Instant.fromEpochMilliseconds(value.getTime())),
};

const plainDates: ValueTransformer = {
  to: (value: PlainDate | null | undefined) => value?.toString() ?? value,
  from: (value: string | null) => (value === null ? null : Temporal.PlainDate.from(value)),
};

type Options = Partial<EntitySchemaColumnOptions>;

export const identifier = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'uuid',
  name,
  ...options,
});
export const primaryIdentifier = (name = 'id'): EntitySchemaColumnOptions => ({ type: 'uuid', name, primary: true });
export const text = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'text',
  name,
  ...options,
});
export const whole = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'int',
  name,
  ...options,
});
export const quantity = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'double precision',
  name,
  ...options,
});
export const flag = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'boolean',
  name,
  ...options,
});
export const json = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'jsonb',
  name,
  ...options,
});
export const words = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'text',
  array: true,
  name,
  ...options,
});
export const instantColumn = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  precision: 3,
  name,
  transformer: instants,
  ...options,
});
export const plainDateColumn = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'date',
  name,
  transformer: plainDates,
  ...options,
});
