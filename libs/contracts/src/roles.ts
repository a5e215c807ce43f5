/**
 * Who may know an allocation is settled by role (decision: nobody ever holds a role of both kinds in one trial,
 * history included; ICH E6(R3) 4.1).
 */
export const blindedRoles = [
  'investigator',
  'study-nurse',
  'participant',
  'monitor',
  'data-manager',
  'safety-physician',
  'administrator',
] as const;

export const unblindedRoles = [
  'pharmacist',
  'list-statistician',
  'dsmb-statistician',
  'pharmacovigilance-officer',
] as const;

export type BlindedRole = (typeof blindedRoles)[number];
export type UnblindedRole = (typeof unblindedRoles)[number];
export type Role = BlindedRole | UnblindedRole;

export const roles: readonly Role[] = [...blindedRoles, ...unblindedRoles];

export type BlindingClass = 'blinded' | 'unblinded';

export const blindingClassOf = (role: Role): BlindingClass =>
  unblindedRoles.some((unblinded) => unblinded === role) ? 'unblinded' : 'blinded';
