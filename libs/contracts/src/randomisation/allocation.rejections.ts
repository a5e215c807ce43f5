/** Refusals of allocation, of its limits, and of what is recorded about it later. */
export const allocationRejections = {
  'eligibility-not-signed': { status: 409, title: 'Nobody has signed the eligibility of the participant yet' },
  'evidence-expired': { status: 409, title: 'Evidence of the eligibility is too old' },
  'consent-withdrawn': { status: 409, title: 'The participant has withdrawn consent' },
  'clock-went-back': { status: 409, title: 'The clock shows a time before what has happened' },
  'stratum-closed': { status: 409, title: 'This stratum is closed to further participants' },
  'stratum-not-closed': { status: 409, title: 'This stratum is not closed' },
  'stratum-unknown': { status: 404, title: 'The list has no such stratum' },
  'trial-full': { status: 409, title: 'The trial has all its participants' },
  'site-full': { status: 409, title: 'The site has all its participants' },
  'stratum-full': { status: 409, title: 'The stratum has all its participants' },
  'already-recorded': { status: 409, title: 'This is on record already' },
} as const;
