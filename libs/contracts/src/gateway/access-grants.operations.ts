import { Choice, Code, Identifier, Moment, Parts, Text, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { PageRequest } from '../paging.js';
import { roles } from '../roles.js';

export class GrantAccessCommand {
  @Code({ description: 'The trial the role is held in.' }) trialId: string;
  @Text({ max: 200, description: 'The subject of the person at the identity provider.' }) personId: string;
  @Choice(roles) role: string;
  @Words(undefined, { min: 1, description: 'The sites the person may see.' }) sites: string[];
  @Text({ max: 100, description: 'Whom the person works for.' }) organisation: string;
  @Text({ max: 64, description: 'IANA zone the person works in.' }) zone: string;
  @Moment({ description: 'From when on.' }) from: string;
  @Moment({ optional: true, description: 'Until when; without it, until somebody withdraws it.' }) until?: string;
  @Identifier({ optional: true, description: 'For the role participant: who they are in the trial.' })
  participantId?: string;
}

export class AccessGrantView {
  @Identifier() grantId: string;
  @Code() trialId: string;
  @Text() personId: string;
  @Text() role: string;
  @Words(undefined) sites: string[];
  @Text() organisation: string;
  @Text() zone: string;
  @Moment() from: string;
  @Moment({ optional: true }) until?: string;
}

export class WithdrawAccessCommand {
  @Code() trialId: string;
  @Identifier() grantId: string;
  @Text({ min: 2, description: 'Why access ends.' }) reason: string;
}

export class AccessGrantId {
  @Identifier() grantId: string;
}

export class ListAccessGrants extends PageRequest {
  @Code() trialId: string;
}

export class AccessGrantPage {
  @Parts(() => AccessGrantView) items: AccessGrantView[];
  @Text({ optional: true }) nextCursor?: string;
}

/** The delegation log: who may act in which role, at which sites, from when until when. */
export const grantAccess = defineCommand({
  service: 'gateway',
  name: 'grant-access',
  route: 'POST /trials/:trialId/access-grants',
  summary: 'Lets a person act in a role, at sites, from a moment on',
  request: GrantAccessCommand,
  result: AccessGrantId,
  roles: ['administrator'],
  rejections: [
    'blinding-conflict',
    'access-already-granted',
    'trial-unknown',
    'site-unknown',
    'participant-missing',
    'zone-unknown',
  ],
});

export const withdrawAccess = defineCommand({
  service: 'gateway',
  name: 'withdraw-access',
  route: 'DELETE /trials/:trialId/access-grants/:grantId',
  summary: 'Ends a grant now',
  request: WithdrawAccessCommand,
  result: AccessGrantId,
  status: 200,
  roles: ['administrator'],
  rejections: ['not-found'],
});

export const listAccessGrants = defineQuery({
  service: 'gateway',
  name: 'list-access-grants',
  route: 'GET /trials/:trialId/access-grants',
  summary: 'The delegation log of a trial',
  request: ListAccessGrants,
  result: AccessGrantPage,
  roles: ['administrator', 'monitor'],
  rejections: ['cursor-not-readable'],
});
