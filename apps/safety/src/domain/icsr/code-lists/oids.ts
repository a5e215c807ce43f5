/**
 * Where identifiers and codes of an ICSR come from: OIDs of ICH E2B(R3) (core data element table), of EDQM and of the
 * EU profile. A suffix such as `1.19` means a code list, `3.2` a namespace of identifiers, both under `ICH`.
 */
const ICH = '2.16.840.1.113883.3.989.2.1';

export type IchSuffix = `1.${number}` | `3.${number}`;

/** The full OID of a list or namespace of ICH. */
export const ich = (suffix: IchSuffix): string => `${ICH}.${suffix}`;

export const MEDDRA = '2.16.840.1.113883.6.163';
/** ISO 3166-1 alpha-2, and `EU`. */
export const COUNTRY = '1.0.3166.1.2.2';
/** ISO 5218. */
export const SEX = '1.0.5218';
export const HL7_ACT_CODE = '2.16.840.1.113883.5.4';
export const HL7_ROLE_CODE = '2.16.840.1.113883.5.111';
export const HL7_INTERPRETATION = '2.16.840.1.113883.5.83';
export const HL7_INTERACTION = '2.16.840.1.113883.1.6';
export const HL7_TRIGGER = '2.16.840.1.113883.1.18';
export const EDQM_ROUTE = '0.4.0.127.0.16.1.1.2.6';
export const EDQM_FORM = '0.4.0.127.0.16.1.1.2.1';
/** The lists of the EU causality block; their codes are configuration (EMA/51938/2013). */
export const EU_RESULT = '2.16.840.1.113883.3.989.5.1.1.5.3';
export const EU_METHOD = '2.16.840.1.113883.3.989.5.1.1.5.2';
export const EU_SOURCE = '2.16.840.1.113883.3.989.5.1.1.5.4';
