import type { Instant, TimeZone } from '@trial/kernel';
import type { Known, MeddraCode, PartialMoment, Quantity } from '../case/known.js';
import { ich, MEDDRA, type IchSuffix } from '../code-lists/oids.js';
import { element, textElement, type Content, type XmlElement } from '../xml/xml-element.js';

/** An identifier in a namespace of ICH. */
export const id = (suffix: IchSuffix, extension: string): XmlElement => element('id', { extension, root: ich(suffix) });

/** An object's own UUID. */
export const uuid = (root: string): XmlElement => element('id', { root });

/** A code of a list of ICH. */
export const code = (suffix: IchSuffix, value: string, name = 'code'): XmlElement =>
  element(name, { code: value, codeSystem: ich(suffix) });

/** A code of a list that is not of ICH. */
export const foreignCode = (codeSystem: string, value: string, name = 'code'): XmlElement =>
  element(name, { code: value, codeSystem });

/** A coded value. */
export const coded = (suffix: IchSuffix, value: string): XmlElement =>
  element('value', { 'xsi:type': 'CE', code: value, codeSystem: ich(suffix) });

export const boolean = (value: boolean): XmlElement => element('value', { 'xsi:type': 'BL', value: `${value}` });

/** Said to be so, or not said: several elements may never be `false`. */
export const trueOrNoInformation = (value: boolean): XmlElement =>
  value ? boolean(true) : element('value', { 'xsi:type': 'BL', nullFlavor: 'NI' });

export const knownBoolean = (known: Known<boolean>): XmlElement =>
  'value' in known ? boolean(known.value) : element('value', { 'xsi:type': 'BL', nullFlavor: known.absent });

export const quantity = ({ value, unit }: Quantity, name = 'value'): XmlElement =>
  element(name, { 'xsi:type': name === 'value' ? 'PQ' : undefined, value, unit });

export const words = (text: string, type: 'ED' | 'ST' = 'ED'): XmlElement =>
  textElement('value', text, { 'xsi:type': type });

/** A term of MedDRA, with the words it was coded from. */
export const meddra = ({ code: value, version }: MeddraCode, ...content: readonly Content[]): XmlElement =>
  element('value', { 'xsi:type': 'CE', code: value, codeSystem: MEDDRA, codeSystemVersion: version }, ...content);

/** Text in an element of its own, or why there is none. */
export const knownText = (name: string, known: Known<string>): XmlElement =>
  'value' in known ? textElement(name, known.value) : element(name, { nullFlavor: known.absent });

/** A moment to the precision that is known: the digits of ISO 8601, no separators but the sign of the offset. */
export const moment = (text: PartialMoment): string => {
  const [date = '', time = ''] = text.split('T');
  const [, clock = '', offset = ''] = /^([^+-]*)(.*)$/.exec(time) ?? [];
  return `${date.replaceAll('-', '')}${clock.replaceAll(':', '')}${offset.replaceAll(':', '')}`;
};

export const timeElement = (name: string, known: Known<PartialMoment>): XmlElement =>
  element(name, 'value' in known ? { value: moment(known.value) } : { nullFlavor: known.absent });

/** An instant as local time to the second, with the offset of that moment. */
export const localTime = (at: Instant, zone: TimeZone): string => {
  const local = at.toZonedDateTimeISO(zone).round({ smallestUnit: 'second', roundingMode: 'floor' });
  return moment(`${local.toPlainDateTime().toString({ smallestUnit: 'second' })}${local.offset}`);
};

/** When something was, as far as it is known: beginning, end, length, and how often it came again. */
export interface Timing {
  readonly low?: Known<PartialMoment> | undefined;
  readonly high?: Known<PartialMoment> | undefined;
  readonly width?: Quantity | undefined;
  readonly period?: Quantity | undefined;
}

/**
 * `effectiveTime` of a timing; nothing when nothing is known. HL7 has room for two of beginning, end and length in one
 * interval, so the length between a known beginning and a known end is an interval of its own; more than one part makes a
 * set expression.
 */
export function effectiveTime({ low, high, width, period }: Timing): XmlElement | undefined {
  const begins = low && timeElement('low', low);
  const ends = high && timeElement('high', high);
  const lasts = width && quantity(width, 'width');
  const again = period && [quantity(period, 'period')];
  const intervals = begins && ends && lasts ? [[begins, ends], [lasts]] : [[begins, lasts, ends]];
  const parts = [
    ...(again ? [{ type: 'PIVL_TS', content: again }] : []),
    ...intervals.filter((content) => content.some(Boolean)).map((content) => ({ type: 'IVL_TS', content })),
  ];
  const [only, ...more] = parts;
  if (!only) return undefined;
  if (more.length === 0) return element('effectiveTime', { 'xsi:type': only.type }, only.content);
  const comps = parts.map(({ type, content }, index) =>
    element('comp', { 'xsi:type': type, operator: index === 0 ? undefined : 'A' }, content),
  );
  return element('effectiveTime', { 'xsi:type': 'SXPR_TS' }, comps);
}

export const knownMoment = (moment: PartialMoment | undefined): Known<PartialMoment> | undefined =>
  moment === undefined ? undefined : { value: moment };
