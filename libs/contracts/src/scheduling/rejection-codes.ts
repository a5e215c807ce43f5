/** Refusals of scheduling; the table of all is `rejection-codes.ts`. */
export const schedulingRejections = {
  'visit-unknown': { status: 404, title: 'There is no such visit that you may see' },
  'visit-already-settled': { status: 409, title: 'The visit is done, missed or cancelled already' },
  'visit-in-future': { status: 422, title: 'A visit cannot have taken place in the future' },
  'visit-before-anchor': { status: 422, title: 'A visit cannot precede the treatment it follows' },
  'window-not-open-yet': { status: 409, title: 'The window of the visit is not open yet' },
  'appointment-outside-window': { status: 422, title: 'The appointment lies outside the window of the visit' },
  'appointment-not-made': { status: 409, title: 'The visit has no appointment' },
  'clinic-closed-that-day': { status: 422, title: 'The clinic sees nobody that day' },
  'outside-opening-hours': { status: 422, title: 'The clinic has no slot at that time' },
  'slot-full': { status: 409, title: 'The slot has no free place' },
  'clinic-day-full': { status: 409, title: 'The clinic has no free place that day' },
  'appointment-in-past': { status: 422, title: 'An appointment cannot lie in the past' },
} as const;
