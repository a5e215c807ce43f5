import { Choice, Code, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant } from '../places.js';
import { ProductCode } from './cell-products.operations.js';

export class InjectionGiven {
  @Code({ description: 'The injection site, as the trial names it.' }) injectionSite: string;
  @Whole({ min: 0, max: 100_000, description: 'Microlitres given; less than planned is possible.' })
  givenMicrolitres: number;
  @Moment() givenAt: string;
  @Text({ optional: true, max: 300 }) deviation?: string;
}

export class RecordAdministrationCommand extends AtParticipant {
  @Choice(['left', 'right'], { description: 'The treated limb.' }) limb: 'left' | 'right';
  @Code({ optional: true, description: 'Who injected; the caller unless said otherwise.' }) operator?: string;
  @ProductCode({ optional: true }) productCode?: string;
  @Parts(() => InjectionGiven, {
    min: 1,
    max: 50,
    description: 'What was given at each injection site; a site that is not named got nothing.',
  })
  injections: InjectionGiven[];
}

export class RecordedAdministration {
  @Identifier() administrationId: string;
  @Moment({ description: 'The actual time of the first injection: the anchor of every visit.' }) anchorAt: string;
}

export const recordAdministration = defineCommand({
  service: 'randomisation',
  name: 'record-administration',
  route: 'POST /trials/:trialId/participants/:participantId/administrations',
  summary: 'Records the injections actually given; the first anchors every visit',
  request: RecordAdministrationCommand,
  result: RecordedAdministration,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'participant-not-randomised',
    'already-treated',
    'injection-site-unknown',
    'injection-site-twice',
    'injection-in-future',
    'injection-before-randomisation',
    'given-more-than-planned',
    'nothing-given',
    'not-in-follow-up',
    'treatment-ruled-out',
    'administration-not-by-injection',
    'product-code-unreadable',
  ],
});
