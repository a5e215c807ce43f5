import { Rejection } from '@trial/kernel';

/**
 * One plain address (RFC 5321, without quoted names): nothing that could add a recipient or a header.
 * `Rejection('address-not-readable')`; the refusal does not repeat the address.
 */
export function readAddress(text: string): string {
  const address = text.trim();
  if (address.length > 254 || !ADDRESS.test(address)) {
    throw new Rejection('address-not-readable', { field: 'address', rule: 'one address such as name@example.org' });
  }
  return address;
}

const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/;
