import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { instant, partialDate, plainDate } from '@trial/kernel';

/** What the API document says about a field: a JSON schema, whose `type` may also be a class, or a function that names one. */
export interface FieldSchema {
  readonly required: boolean;
  readonly description?: string;
  readonly type?: unknown;
  readonly [keyword: string]: unknown;
}

/** Own fields by the prototype of their class. */
const declared = new Map<object, Map<string, FieldSchema>>();

/** The fields of a request, an answer or a part, inherited ones first, in the order they are declared. */
export function fieldsOf(type: { readonly prototype: object }): ReadonlyMap<string, FieldSchema> {
  const lineage: object[] = [];
  for (let at: object | null = type.prototype; at; at = Object.getPrototypeOf(at) as object | null) lineage.unshift(at);
  return new Map(lineage.flatMap((prototype) => [...(declared.get(prototype) ?? [])]));
}

/** Every class with fields, by its prototype, with its own fields: what makes an API document of them starts here. */
export const declaredFields = (): ReadonlyMap<object, ReadonlyMap<string, FieldSchema>> => declared;

/**
 * The fields a command or an answer is made of. Each decorator states the shape once, for the validator at both
 * doors (class-validator) and for the OpenAPI document.
 */
interface Field {
  readonly optional?: boolean;
  readonly description?: string;
}

const field = (
  { optional = false, description }: Field,
  schema: object,
  ...rules: PropertyDecorator[]
): PropertyDecorator =>
  allOf(
    declare({ required: !optional, ...(description ? { description } : {}), ...schema }),
    // Left out is the only way to say nothing: `null` is a value like any other, and no field has it.
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...rules,
  );

/** Free text of one to `max` characters. */
export const Text = ({
  max = 500,
  min = 1,
  ...options
}: Field & { max?: number; min?: number } = {}): PropertyDecorator =>
  field(options, { type: String, minLength: min, maxLength: max }, IsString(), MinLength(min), MaxLength(max));

/** A code: letters, digits, and `. _ / -` between them, at most 64 characters. */
export const Code = (options: Field = {}): PropertyDecorator =>
  field(
    options,
    { type: String, pattern: CODE.source, maxLength: 64 },
    IsString(),
    MaxLength(64),
    Matches(CODE, { message: '$property must be a code (letters, digits, and . _ / - between them)' }),
  );
const CODE = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/;

/** The identifier of something the platform made. */
export const Identifier = (options: Field = {}): PropertyDecorator =>
  field(options, { type: String, format: 'uuid' }, IsUUID('all', { message: '$property must be a UUID' }));

/** A list of identifiers of things the platform made. */
export const Identifiers = ({ max = 100, ...options }: Field & { max?: number } = {}): PropertyDecorator =>
  field(
    options,
    { type: String, format: 'uuid', isArray: true },
    IsArray(),
    ArrayMaxSize(max),
    IsUUID('all', { each: true, message: 'each of $property must be a UUID' }),
  );

/** An exact moment: ISO 8601 with offset or `Z`. */
export const Moment = (options: Field = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date-time' }, Validate(IsMoment));

/** A calendar day, `YYYY-MM-DD`. */
export const Day = (options: Field = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date' }, Validate(IsDay));

/** A calendar date known to the year, month or day; what is not known stays unknown (TM3). */
export const PartialDay = (options: Field = {}): PropertyDecorator =>
  field(options, { type: String, pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }, Validate(IsPartialDay));

/** One of a closed list of words. */
export const Choice = (values: readonly (string | number)[], options: Field = {}): PropertyDecorator =>
  field(options, { enum: [...values], type: typeof values[0] === 'number' ? Number : String }, IsIn([...values]));

/** A whole number within bounds. A number in a query string is read as a number. */
export const Whole = ({ min, max, ...options }: Field & { min: number; max: number }): PropertyDecorator =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    Transform(numberFromText),
    IsInt(),
    Min(min),
    Max(max),
  );

/** A finite number, optionally within bounds. */
export const Quantity = ({ min, max, ...options }: Field & { min?: number; max?: number } = {}): PropertyDecorator =>
  field(
    options,
    { type: Number, ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) },
    IsNumber({ allowNaN: false, allowInfinity: false }),
    ...(min === undefined ? [] : [Min(min)]),
    ...(max === undefined ? [] : [Max(max)]),
  );

export const Flag = (options: Field = {}): PropertyDecorator => field(options, { type: Boolean }, IsBoolean());

/** A map whose values a later, data-driven rule reads (answers to an instrument's items). */
export const Dictionary = (options: Field = {}): PropertyDecorator =>
  field(options, { type: 'object', additionalProperties: true }, IsObject());

/** A part with fields of its own. */
export const Part = (type: () => new () => object, options: Field = {}): PropertyDecorator =>
  // The document asks for the class later: it may be declared further down.
  field(options, { type: () => type() }, IsObject(), ValidateNested(), Type(type));

/** A list of parts with fields of their own. */
export const Parts = (
  type: () => new () => object,
  { min = 0, max = 200, ...options }: Field & { min?: number; max?: number } = {},
): PropertyDecorator =>
  field(
    options,
    { type: () => [type()] },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    Validate(IsPlainPart, { each: true }),
    ValidateNested({ each: true }),
    Type(type),
  );

/** A list of words, each from a closed list or, without one, a code. */
export const Words = (
  values: readonly string[] | undefined,
  { min = 0, max = 100, ...options }: Field & { min?: number; max?: number } = {},
): PropertyDecorator =>
  field(
    options,
    { type: String, isArray: true, ...(values ? { enum: [...values] } : {}) },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    values
      ? IsIn([...values], { each: true })
      : Matches(CODE, { each: true, message: 'each of $property must be a code' }),
  );

const declare =
  (schema: FieldSchema): PropertyDecorator =>
  (prototype, name) => {
    const own = declared.get(prototype) ?? new Map<string, FieldSchema>();
    declared.set(prototype, own.set(String(name), schema));
  };

const allOf =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

const numberFromText = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;

/** ISO 8601 also has years before 0 and after 9999, in six digits: no trial does, and not every column can hold them. */
const hasYear = (value: unknown): value is string => typeof value === 'string' && /^[1-9]\d{3}/.test(value);

const readable = (read: (text: string) => unknown, value: string): boolean => {
  try {
    read(value);
    return true;
  } catch {
    return false;
  }
};

/** A part is an object; an array would pass for one and be read as a part without fields. */
@ValidatorConstraint({ name: 'isPlainPart' })
class IsPlainPart implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  defaultMessage(): string {
    return 'each of $property must be an object';
  }
}

@ValidatorConstraint({ name: 'isMoment' })
class IsMoment implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return hasYear(value) && readable(instant, value) && hasYear(instant(value).toString());
  }
  defaultMessage(): string {
    return '$property must be an existing moment in ISO 8601 with an offset or Z';
  }
}

@ValidatorConstraint({ name: 'isDay' })
class IsDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return hasYear(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && readable(plainDate, value);
  }
  defaultMessage(): string {
    return '$property must be an existing calendar day, YYYY-MM-DD';
  }
}

@ValidatorConstraint({ name: 'isPartialDay' })
class IsPartialDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return hasYear(value) && readable(partialDate, value);
  }
  defaultMessage(): string {
    return '$property must be an existing date, YYYY, YYYY-MM or YYYY-MM-DD';
  }
}
