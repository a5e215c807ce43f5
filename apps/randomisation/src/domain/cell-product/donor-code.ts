import { Rejection } from '@trial/kernel';

/**
 * The donation identification number of ISBT 128: facility (five characters), year (two digits) and serial number (six
 * digits). Who gave stays with the tissue establishment; a batch without cells carries a made-up code of the same form.
 */
export type DonorCode = string;

/** `Rejection('donor-code-malformed')` for anything else, such as a name. The refusal does not repeat it. */
export function checkDonorCode(text: string): void {
  if (/^[A-NP-Z1-9][A-NP-Z0-9]{4}\d{8}$/.test(text)) return;
  throw new Rejection('donor-code-malformed', {
    field: 'donorCode',
    rule: 'thirteen characters: facility, year, serial number',
  });
}
