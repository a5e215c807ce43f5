import { gatewayRejections } from './gateway/rejection-codes.js';
import { labBiomarkerRejections } from './lab-biomarker/rejection-codes.js';
import { questionnaireRejections } from './questionnaire/rejection-codes.js';
import { randomisationRejections } from './randomisation/rejection-codes.js';
import { rejectionCodes } from './rejection-codes.js';
import { safetyRejections } from './safety/rejection-codes.js';
import { schedulingRejections } from './scheduling/rejection-codes.js';

const known: Readonly<Record<string, object>> = rejectionCodes;

describe('the table of refusals', () => {
  it.each(Object.entries(rejectionCodes))('names %s as a fact, with a status of the 4xx and a title', (code, entry) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect([400, 401, 403, 404, 409, 412, 422, 428, 429, 503, 504]).toContain(entry.status);
    expect(entry.title).toMatch(/^[A-Z].*[^.\s]$/);
  });

  it('keeps to one meaning where several services refuse alike', () => {
    const tables = [
      gatewayRejections,
      labBiomarkerRejections,
      questionnaireRejections,
      randomisationRejections,
      safetyRejections,
      schedulingRejections,
    ];
    for (const [code, entry] of tables.flatMap((table) => Object.entries(table)))
      expect([code, known[code]]).toEqual([code, entry]);
  });

  it('tells a repeat that is safe from one that is not', () => {
    expect([rejectionCodes['service-away'].status, rejectionCodes['no-answer-in-time'].status]).toEqual([503, 504]);
    expect([rejectionCodes['request-still-running'].status, rejectionCodes['idempotency-key-reused'].status]).toEqual([
      409, 422,
    ]);
  });
});
