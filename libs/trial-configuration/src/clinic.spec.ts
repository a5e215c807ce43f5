import { edited, findingsOf, valueAt } from '../test/edited-trial.js';

const [site] = valueAt('sites') as readonly { readonly code: string }[];
const code = site?.code ?? '';
const at = `sites.${code}.clinic`;
const good = {
  days: ['monday', 'thursday'],
  hours: { from: '08:30', until: '12:00' },
  slot: { minutes: 45, places: 2 },
  placesPerDay: 6,
  closedOn: ['2026-12-25'],
};
const withClinic = (change: object) =>
  findingsOf(
    edited(`assumptions/${at}`, 'chosen for the test', edited(`sites/${code}/clinic`, { ...good, ...change })),
  );

describe('the clinic of a site', () => {
  it('may be left out, and is read when it is there', () => {
    expect(withClinic({})).toEqual([]);
    expect(findingsOf(edited(`sites/${code}/clinic`, undefined))).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['a day twice', { days: ['monday', 'monday'] }, 'days', 'monday is there twice'],
    ['no day', { days: [] }, 'days', 'Too small'],
    ['a day of no week', { days: ['someday'] }, 'days.0', 'Invalid option'],
    ['a holiday twice', { closedOn: ['2026-12-25', '2026-12-25'] }, 'closedOn', '2026-12-25 is there twice'],
    ['a holiday that does not exist', { closedOn: ['2026-02-29'] }, 'closedOn.0', 'Invalid ISO date'],
    ['hours upside down', { hours: { from: '12:00', until: '08:00' } }, 'hours', 'must open before it closes'],
    ['no time of day', { hours: { from: '24:00', until: '25:00' } }, 'hours.from', 'must be a time of day'],
    ['no hours at all', { hours: { from: '08:00', until: '08:00' } }, 'hours', 'must open before it closes'],
    ['a slot that does not fit', { slot: { minutes: 211, places: 1 } }, 'slot.minutes', 'must fit between'],
    ['nobody in a slot', { slot: { minutes: 45, places: 0 } }, 'slot.places', 'Too small'],
    ['a limit that is none', { placesPerDay: 8 }, 'placesPerDay', 'limits nothing: the slots of a day hold 8'],
    ['an unknown field', { lunch: '12:00' }, '', 'Unrecognized key'],
  ])('with %s is refused, and the finding names path and rule', (_, change, field, rule) => {
    const findings = withClinic(change);
    expect(findings).toContainEqual({
      field: field === '' ? at : `${at}.${field}`,
      rule: expect.stringContaining(rule),
    });
  });
});
