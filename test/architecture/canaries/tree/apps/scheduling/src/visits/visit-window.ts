// The window of a manuscript is no trial.
export const trial = 'MANUS';
export const file = 'manus.v1.yaml';
export const ofOtherTrial = 'other-trial';
