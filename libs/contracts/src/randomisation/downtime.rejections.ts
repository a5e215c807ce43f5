/** Refusals about downtime packs. */
export const downtimeRejections = {
  'method-without-reserve': {
    status: 409,
    title: 'With the randomisation method of this trial no row can be set aside',
  },
  'stratum-unknown': { status: 422, title: 'The trial has no such stratum' },
  'pack-too-large': { status: 422, title: 'The pack would hold too many envelopes' },
  'pack-exists': { status: 409, title: 'The site has a downtime pack that is not closed' },
  'pack-unknown': { status: 404, title: 'There is no such downtime pack that you may see' },
  'pack-closed': { status: 409, title: 'The downtime pack is closed' },
  'pack-not-reconciled': { status: 409, title: 'The pharmacy has not yet said which envelopes it opened' },
  'codes-shown': { status: 409, title: 'The codes of this pack were shown before, and lie nowhere' },
  'codes-not-made': { status: 409, title: 'The envelopes of this pack are not sealed yet' },
  'code-mistyped': { status: 422, title: 'The code is mistyped' },
  'code-wrong': { status: 422, title: 'The code does not open the envelope' },
  'envelope-unknown': { status: 422, title: 'The pack has no such envelope' },
  'envelope-not-of-stratum': { status: 409, title: 'The envelope is for participants of another stratum' },
  'envelope-taken': { status: 409, title: 'Somebody has the row of this envelope already' },
  'envelope-out-of-order': { status: 409, title: 'An earlier envelope of the stratum comes first' },
  'randomised-in-future': { status: 422, title: 'Randomisation cannot lie in the future' },
  'randomised-before-consent': { status: 422, title: 'Consent is signed before randomisation' },
  'randomised-before-pack': { status: 422, title: 'The pack was issued later' },
} as const;
