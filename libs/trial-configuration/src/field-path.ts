/** A place in a trial file, outermost name first. */
export type FieldPath = readonly string[];

/**
 * The path as people write it: an item of a list is named by its code and not by its position, so that a path
 * survives a new item above it (`visits.W12.window`).
 */
export function readablePath(data: unknown, path: readonly PropertyKey[]): string {
  const names: string[] = [];
  path.reduce<unknown>((parent, key) => {
    const child = childOf(parent, key);
    names.push(Array.isArray(parent) && typeof key === 'number' ? itemName(child, key) : String(key));
    return child;
  }, data);
  return names.length > 0 ? names.join('.') : '(file)';
}

/** Every place of the data that holds a value or an empty list. */
export function leavesOf(data: unknown, at: FieldPath = []): readonly { path: FieldPath; value: unknown }[] {
  const children = childrenOf(data);
  if (children.length === 0) return [{ path: at, value: data }];
  return children.flatMap(([name, child]) => leavesOf(child, [...at, name]));
}

/** Whether a pattern such as `visits.*.window` names the place or one around it. */
export function covers(pattern: FieldPath, path: FieldPath): boolean {
  return pattern.length <= path.length && pattern.every((name, index) => name === '*' || name === path[index]);
}

function childrenOf(data: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(data)) return data.map((item: unknown, index) => [itemName(item, index), item]);
  return typeof data === 'object' && data !== null ? Object.entries(data) : [];
}

function childOf(parent: unknown, key: PropertyKey): unknown {
  return typeof parent === 'object' && parent !== null
    ? Object.entries(parent).find(([name]) => name === String(key))?.[1]
    : undefined;
}

function itemName(item: unknown, index: number): string {
  const name = childOf(item, 'code') ?? childOf(item, 'id') ?? childOf(item, 'version');
  return typeof name === 'string' ? name : String(index);
}
