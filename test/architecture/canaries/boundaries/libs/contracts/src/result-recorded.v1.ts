import { z } from 'zod';
import { type Hours } from '@trial/kernel';

export const resultRecorded = { type: 'result.recorded.v1', data: z.object({ after: z.custom<Hours>() }) };
