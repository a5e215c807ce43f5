import { Injectable } from '@nestjs/common';
import type { SaveDraftCommand, SavedDraft } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { lockAssignment } from '../assignments/assignment.reads.js';
import { refuseUnlessAnswerable, refuseUnlessOffered } from '../domain/assignment.js';
import { completionOf } from '../domain/completion.js';
import { instrumentOf } from '../domain/instruments/catalogue.js';
import { Drafts } from './draft.table.js';
import { authorIn, submissionOf } from './submission-of.js';

/** Keeps what was filled in so far, so that it can be taken up again on another device. The last saving counts. */
@Injectable()
export class SaveDraft {
  constructor(private readonly transactions: Transactions) {}

  execute(command: SaveDraftCommand, context: Context): Promise<SavedDraft> {
    return this.transactions.once(context, async (tx) => {
      const assignment = await lockAssignment(tx, command);
      refuseUnlessAnswerable(assignment, authorIn(context), tx.now);
      refuseUnlessOffered(assignment, command.language);
      const instrument = instrumentOf(assignment.instrument, assignment.instrumentVersion);
      const draft = submissionOf(command, instrument, context);

      const { id, trialId, siteId, participantId } = assignment;
      await tx.rows(Drafts).upsert({ ...draft, id, trialId, siteId, participantId, savedAt: tx.now }, ['id']);
      return {
        assignmentId: id,
        completion: completionOf(instrument, draft.answers),
        savedAt: tx.now.toString({ fractionalSecondDigits: 3 }),
      };
    });
  }
}
