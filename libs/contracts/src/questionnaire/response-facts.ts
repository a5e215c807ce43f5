import { z } from 'zod';
import { whereabouts } from '../event-contract.js';

/** A score without instrument, version and algorithm version is not a score. */
export const responseFacts = {
  ...whereabouts,
  participantId: z.uuid(),
  responseId: z.uuid(),
  assignmentId: z.uuid(),
  visitId: z.uuid(),
  visitCode: z.string(),
  /** The row of the trial's assessment matrix. */
  assessment: z.string(),
  instrument: z.string(),
  instrumentVersion: z.string(),
  language: z.string(),
  algorithm: z.string(),
  algorithmVersion: z.string(),
  scores: z.record(z.string(), z.number().nullable()),
  completion: z.enum(['open', 'partly', 'complete']),
  timing: z.enum(['in-window', 'late']),
  submittedAt: z.iso.datetime(),
};
