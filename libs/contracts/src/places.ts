import { Code, Identifier, Text } from './fields.js';
import { PageRequest } from './paging.js';

/** Where a request is about: the `:name` parts of its path. */
export class AtTrial {
  @Code({ description: 'The trial.' }) trialId: string;
}

export class AtParticipant extends AtTrial {
  @Identifier({ description: 'The participant.' }) participantId: string;
}

export class PageOfTrial extends PageRequest {
  @Code({ description: 'The trial.' }) trialId: string;
}

export class PageOfParticipant extends PageOfTrial {
  @Identifier({ description: 'The participant.' }) participantId: string;
}

/** A reason for change, mandatory after first entry (AT5). */
export const ReasonForChange = (): PropertyDecorator => Text({ min: 2, max: 500, description: 'Why it changes.' });
