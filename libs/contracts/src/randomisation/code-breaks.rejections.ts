/** Refusals of code breaks and of reports of accidental unblinding. */
export const codeBreakRejections = {
  'sign-in-not-fresh': { status: 403, title: 'You signed in too long ago for this' },
  'disclosure-already-shown': { status: 409, title: 'It was shown already and is not shown again' },
  'unblinding-in-future': { status: 422, title: 'What is reported has happened' },
  'unblinding-report-unknown': { status: 404, title: 'There is no such report' },
} as const;
