/**
 * An identifier of one kind of thing. Any text may become one at the edge (path, event, row), but an
 * identifier of one kind is never accepted where another kind is expected.
 */
export type Id<Of extends string> = string & { readonly __of?: Of };

export type TrialId = Id<'trial'>;
export type SiteId = Id<'site'>;
export type ParticipantId = Id<'participant'>;
export type PersonId = Id<'person'>;
