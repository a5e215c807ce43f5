/** Refusals around the word that somebody randomised will not be treated. */
export const nonTreatmentRejections = {
  'treatment-ruled-out': { status: 409, title: 'It is on record that the participant will not be treated' },
  'treatment-ruled-out-already': { status: 409, title: 'That the participant will not be treated is recorded already' },
  'treatment-not-ruled-out': { status: 409, title: 'Nobody has recorded that the participant will not be treated' },
  'ruled-out-in-future': { status: 422, title: 'What is recorded cannot have been decided in the future' },
  'ruled-out-before-randomisation': { status: 422, title: 'The decision cannot precede randomisation' },
} as const;
