export const gatewayRejections = {
  'blinding-conflict': {
    status: 422,
    title: 'This person holds, or once held, a role of the other blinding class in this trial',
  },
  'access-already-granted': { status: 409, title: 'This person holds this role already' },
  'participant-missing': { status: 422, title: 'The role participant needs the participant it belongs to' },
  'zone-unknown': { status: 422, title: 'There is no such time zone' },
  'calendar-feed-unknown': { status: 404, title: 'You have no such calendar feed' },
  'clock-is-running': { status: 409, title: 'Trial time runs here and cannot be stepped' },
} as const;
