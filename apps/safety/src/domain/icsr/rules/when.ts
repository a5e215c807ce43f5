import { e2bDate } from './dates.js';
import type { ElementNumber } from './element.js';
import { isSaid, values, type IcsrFile, type Part } from './icsr-file.js';

/** Whether something holds in a part of a file and all inside it. */
export type When = (file: IcsrFile, part: Part) => boolean;

/** An element has a value, or one of those wanted. */
export const has =
  (element: ElementNumber, ...wanted: readonly string[]): When =>
  (file, part) =>
    values(file, part, element).some((value) => wanted.length === 0 || wanted.includes(value));
/** It has a value or a null flavour it may have. */
export const said =
  (element: ElementNumber): When =>
  (file, part) =>
    isSaid(file, part, element);
export const not =
  (when: When): When =>
  (file, part) =>
    !when(file, part);
export const any =
  (...all: readonly When[]): When =>
  (file, part) =>
    all.some((when) => when(file, part));
export const both =
  (...all: readonly When[]): When =>
  (file, part) =>
    all.every((when) => when(file, part));

export const always: When = () => true;

/** A date that is known less far cannot be after one inside it. */
export function inOrder(first: ElementNumber, second: ElementNumber): When {
  return (file, part) => {
    const [from] = values(file, part, first);
    const [to] = values(file, part, second);
    if (from === undefined || to === undefined || !e2bDate(from) || !e2bDate(to)) return true;
    const digits = Math.min(/^\d*/.exec(from)?.[0].length ?? 0, /^\d*/.exec(to)?.[0].length ?? 0, 8);
    return to.slice(0, digits) >= from.slice(0, digits);
  };
}
