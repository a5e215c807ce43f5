/** Why somebody randomised will not be treated, as a blinded person knows it. */
export const nonTreatmentCauses = ['participant-declined', 'medical-reason', 'product-unavailable', 'other'] as const;
export type NonTreatmentCause = (typeof nonTreatmentCauses)[number];
