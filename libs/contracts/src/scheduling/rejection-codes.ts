/** Refusals of scheduling; the table of all is `rejection-codes.ts`. */
export const schedulingRejections = {
  'visit-unknown': { status: 404, title: 'There is no such visit that you may see' },
  'visit-already-settled': { status: 409, title: 'The visit is done, missed or cancelled already' },
  'visit-in-future': { status: 422, title: 'A visit cannot have taken place in the future' },
  'visit-before-anchor': { status: 422, title: 'A visit cannot precede the treatment it follows' },
  'window-not-open-yet': { status: 409, title: 'The window of the visit is not open yet' },
  'appointment-in-past': { status: 422, title: 'An appointment cannot lie in the past' },
  'address-not-readable': { status: 422, title: 'The address is not one plain e-mail address' },
  'notice-contact-unknown': { status: 404, title: 'There is no such contact that you may see' },
  'notice-unknown': { status: 404, title: 'There is no such message that you may see' },
  'notice-not-due': { status: 409, title: 'The message is not due yet, or was stopped' },
  'notice-not-sent': { status: 409, title: 'The message has not been sent or given up' },
} as const;
