/** Refusals of lab-biomarker; the table of all is `rejection-codes.ts`. */
export const labBiomarkerRejections = {
  'analyte-unknown': { status: 422, title: 'The panels of the trial have no such analyte' },
  'analyte-restricted': { status: 422, title: 'Results of this analyte could reveal an allocation' },
  'unit-unknown-for-analyte': { status: 422, title: 'The analyte is not reported in this unit' },
  'value-missing': { status: 422, title: 'There is no value' },
  'value-not-a-number': { status: 422, title: 'The result is not a number' },
  'negative-value': { status: 422, title: 'The result is negative' },
  'quantification-limits-upside-down': { status: 422, title: 'Limits of quantification run upwards from 0' },
  'collected-in-future': { status: 422, title: 'A specimen cannot be collected in the future' },
  'range-reversed': { status: 422, title: 'The lower limit is above the upper' },
  'result-already-recorded': { status: 409, title: 'This result is recorded already' },
  'participation-ended': { status: 409, title: 'Participation has ended' },
  'nothing-changed': { status: 422, title: 'The correction changes nothing' },
  'result-unknown': { status: 404, title: 'There is no such result that you may see' },
} as const;
