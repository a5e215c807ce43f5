/**
 * Whether a text is a LOINC number whose last digit is right: Luhn's modulus 10, as the LOINC Users' Guide
 * describes it. A wrong digit catches most mistyped codes; the component is still checked by a person.
 */
export function isLoincNumber(text: string): boolean {
  const [, body, check] = /^(\d{1,7})-(\d)$/.exec(text) ?? [];
  if (body === undefined || check === undefined) return false;

  const sum = [...body]
    .reverse()
    .map(Number)
    .map((digit, index) => (index % 2 === 0 ? digit * 2 : digit))
    .reduce((total, term) => total + Math.floor(term / 10) + (term % 10), 0);
  return Number(check) === (10 - (sum % 10)) % 10;
}
