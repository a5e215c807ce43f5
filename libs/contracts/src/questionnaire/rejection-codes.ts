/** Refusals of questionnaire; the table of all is `rejection-codes.ts`. */
export const questionnaireRejections = {
  'assignment-unknown': { status: 404, title: 'There is no such form that you may see' },
  'assignment-closed': { status: 409, title: 'The form is closed' },
  'already-answered': { status: 409, title: 'The form is answered already' },
  'not-answered-yet': { status: 409, title: 'The form is not answered yet' },
  'not-your-form': { status: 403, title: 'Another person answers this form' },
  'item-unknown': { status: 422, title: 'The instrument has no such item' },
  'answer-out-of-range': { status: 422, title: 'An answer is out of range' },
  'answer-wrong-type': { status: 422, title: 'An answer has the wrong type' },
} as const;
