import { blindedRoles, blindingClassOf, roles, unblindedRoles } from './roles.js';

describe('a role', () => {
  it.each([
    'investigator',
    'study-nurse',
    'participant',
    'monitor',
    'data-manager',
    'safety-physician',
    'administrator',
  ])('%s is blind', (role) => {
    expect(roles.filter((known) => blindingClassOf(known) === 'blinded')).toContain(role);
  });

  it.each(['pharmacist', 'list-statistician', 'dsmb-statistician', 'pharmacovigilance-officer'])(
    '%s may know an allocation',
    (role) => {
      expect(roles.filter((known) => blindingClassOf(known) === 'unblinded')).toContain(role);
    },
  );

  it('is of one class, and there is no third', () => {
    expect(new Set(roles).size).toBe(blindedRoles.length + unblindedRoles.length);
    expect(roles).toHaveLength(11);
  });
});
