/** A value nobody can change, at any depth. */
export type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Freezes plain data to its leaves, so that the compiler's `readonly` also holds at run time. */
export function deepFreeze<T>(value: T): DeepReadonly<T>;
export function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values<unknown>({ ...value })) deepFreeze(inner);
  }
  return value;
}
