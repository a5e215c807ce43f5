/** Refusals of scheduling; the table of all is `rejection-codes.ts`. */
export const schedulingRejections = {
  'visit-unknown': { status: 404, title: 'There is no such visit that you may see' },
  'visit-already-settled': { status: 409, title: 'The visit is done, missed or cancelled already' },
  'visit-in-future': { status: 422, title: 'A visit cannot have taken place in the future' },
  'visit-before-consent': { status: 422, title: 'A visit cannot precede consent' },
  'visit-not-done': { status: 409, title: 'Only a visit that took place can have its time corrected' },
  'participant-not-known-yet': { status: 404, title: 'There is no such participant that you may see' },
  'trial-file-invalid': { status: 422, title: 'The trial file breaks a rule' },
  'amendment-not-next': { status: 422, title: 'The trial file is not the next version of this trial' },
  'deviation-unknown': { status: 404, title: 'There is no such deviation that you may see' },
  'deviation-superseded': { status: 409, title: 'What the deviation says no longer holds' },
  'visit-before-anchor': { status: 422, title: 'A visit cannot precede the treatment it follows' },
  'window-not-open-yet': { status: 409, title: 'The window of the visit is not open yet' },
  'appointment-in-past': { status: 422, title: 'An appointment cannot lie in the past' },
} as const;
