/** Refusals of safety; the table of all is `rejection-codes.ts`. */
export const safetyRejections = {
  'adverse-event-unknown': { status: 404, title: 'There is no such adverse event that you may see' },
  'term-unknown': { status: 422, title: 'The dictionary has no such term' },
  'grade-not-offered': { status: 422, title: 'The term does not offer this grade' },
  'specification-missing': { status: 422, title: 'An "Other, specify" term needs words' },
  'onset-after-awareness': { status: 422, title: 'An event cannot be known before it begins' },
  'awareness-in-future': { status: 422, title: 'Awareness cannot lie in the future' },
  'death-needs-grade-5': { status: 422, title: 'Seriousness by death goes with grade 5' },
  'grade-5-needs-death': { status: 422, title: 'Grade 5 is death and goes with seriousness by death' },
  'not-a-candidate': { status: 409, title: 'This is no candidate (any more)' },
  'not-confirmed': { status: 409, title: 'This is no confirmed adverse event' },
  'grade-lower-than-proposed': {
    status: 422,
    title: 'The grade the value reached stands unless the result is corrected',
  },
  'nothing-to-revise': { status: 422, title: 'The revision changes nothing' },
  'cause-twice': { status: 422, title: 'A cause is judged twice' },
  'not-serious': { status: 409, title: 'The adverse event is not serious' },
  'already-received': { status: 409, title: 'The sponsor has received it already' },
  'received-in-future': { status: 422, title: 'Receipt cannot lie in the future' },
  'received-before-awareness': { status: 422, title: 'The sponsor cannot receive what nobody knows' },
  'clock-not-running': { status: 409, title: 'No such clock is running' },
} as const;
