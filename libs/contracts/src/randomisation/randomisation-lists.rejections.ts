/** Refusals of a list that is brought, released or extended. */
export const randomisationListRejections = {
  'list-refused': { status: 422, title: 'The list is not what its specification promises' },
  'list-of-another-environment': { status: 409, title: 'The list belongs to another environment' },
  'extension-differs': { status: 409, title: 'The longer list does not go on from the one in use' },
} as const;
