/** Refusals while randomisation is paused, and of pausing and lifting. */
export const pauseRejections = {
  'randomisation-paused': { status: 409, title: 'Randomisation is paused' },
  'pause-unknown': { status: 404, title: 'There is no such pause' },
  'pause-already-lifted': { status: 409, title: 'The pause was lifted already' },
} as const;
