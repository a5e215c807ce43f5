/** Everything that owns tables and answers operations: six services and the two unblinded modules inside them. */
export const SERVICES = [
  'gateway',
  'randomisation',
  'vault',
  'scheduling',
  'safety',
  'unblinded',
  'questionnaire',
  'lab-biomarker',
];

/** The processes, each of which confirms every step of trial time. */
export const PROCESSES = ['gateway', 'randomisation', 'scheduling', 'safety', 'questionnaire', 'lab-biomarker'];
