import { Choice, Day, Identifier, Moment, Part, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { ReasonForChange } from '../places.js';
import { AtCase, AtCaseVersion, CaseCopy, CaseForm } from './cases.operations.js';

const NUMBER = { min: 1, max: 1_000_000 };

export class ProductStrength {
  @Text({ max: 20, description: 'Decimal text, kept as it is given.' }) value: string;
  @Text({ max: 50, description: 'UCUM.' }) unit: string;
}

export class GivenProduct {
  @Text({ max: 250 }) name: string;
  @Text({ optional: true, max: 250, description: 'Active substance; a product without one has none.' })
  substance?: string;
  @Part(() => ProductStrength, { optional: true }) dose?: ProductStrength;
  @Text({ optional: true, max: 35 }) lot?: string;
  @Text({ optional: true, max: 60 }) form?: string;
}

export class MakeRegulatorVersionCommand extends AtCase {
  @Whole({ ...NUMBER, description: 'The version of the case as the blinded know it that it is made from.' })
  basedOn: number;
  @Whole({ min: 0, max: 1_000_000, description: 'The latest version for the regulator you read; 0 before any.' })
  expectedVersion: number;
  @Choice(['initial', 'follow-up', 'amendment', 'nullification'])
  kind: 'initial' | 'follow-up' | 'amendment' | 'nullification';
  @Day({ optional: true, description: 'The day of the latest information, where the case says another.' })
  receivedOn?: string;
  @Part(() => GivenProduct, {
    optional: true,
    description: 'What was given, once the vault has shown it. Sealed with everything else a version says.',
  })
  product?: GivenProduct;
  @Identifier({ optional: true, description: 'The disclosure by which that is known; needed with a product.' })
  disclosureId?: string;
  @Text({ optional: true, max: 10_000, description: 'Instead of the narrative of the blinded.' }) narrative?: string;
  @Text({ optional: true, max: 2_000, description: 'Instead of the comment of the blinded.' }) senderComment?: string;
  @Text({ optional: true, min: 2, max: 500, description: 'Why an amendment or nullification is made (C.1.11.2).' })
  withdrawal?: string;
}

export class MadeRegulatorVersion {
  @Identifier() caseId: string;
  @Whole(NUMBER) number: number;
}

/** Why something that is sealed cannot be opened. */
export const unreadable = ['sealed-with-another-key', 'altered-or-moved'] as const;

export class RegulatorVersionView {
  @Whole(NUMBER) number: number;
  @Whole(NUMBER) basedOn: number;
  @Choice(['initial', 'follow-up', 'amendment', 'nullification'], { optional: true }) kind?: string;
  @Choice(unreadable, { optional: true, description: 'Why nothing it says can be opened.' }) unreadable?: string;
  @Text({ optional: true }) withdrawal?: string;
  @Identifier({ optional: true }) disclosureId?: string;
  @Text() madeBy: string;
  @Moment() madeAt: string;
}

export class RegulatorVersions {
  @Identifier() caseId: string;
  @Parts(() => RegulatorVersionView, { description: 'Oldest first.' }) versions: RegulatorVersionView[];
}

export class OpenRegulatorCopyCommand extends AtCaseVersion {
  @ReasonForChange() reason: string;
}

export class OpenedRegulatorCopy extends CaseCopy {
  @Identifier({ description: 'The record of its having been shown.' }) openingId: string;
}

export class OpenedRegulatorForm extends CaseForm {
  @Identifier({ description: 'The record of its having been shown.' }) openingId: string;
}

const officer = ['pharmacovigilance-officer'] as const;
const service = 'unblinded';
const at = 'trials/:trialId/cases/:caseId/regulator-versions';

export const makeRegulatorVersion = defineCommand({
  service,
  name: 'make-regulator-version',
  route: `POST /${at}`,
  summary: 'The next version of a case for the regulator, with what was given where it was disclosed; kept sealed',
  request: MakeRegulatorVersionCommand,
  result: MadeRegulatorVersion,
  ifMatch: true,
  roles: officer,
  rejections: [
    'case-unknown',
    'version-conflict',
    'version-out-of-order',
    'disclosure-missing',
    'case-nullified',
    'information-before-last',
    'version-not-later',
    'received-in-future',
    'reason-missing',
  ],
});

export const listRegulatorVersions = defineQuery({
  service,
  name: 'list-regulator-versions',
  route: `GET /${at}`,
  summary: 'Versions of a case for the regulator',
  request: AtCase,
  result: RegulatorVersions,
  roles: officer,
  rejections: ['case-unknown'],
});

export const openRegulatorCopy = defineCommand({
  service,
  name: 'open-regulator-copy',
  route: `POST /${at}/:number/openings`,
  summary:
    'Shows the regulator copy of a version as an ICH E2B(R3) file; that it was shown is recorded, and what was is not',
  request: OpenRegulatorCopyCommand,
  result: OpenedRegulatorCopy,
  roles: officer,
  rejections: ['case-unknown', 'case-incomplete'],
});

export const openRegulatorForm = defineCommand({
  service,
  name: 'open-regulator-form',
  route: `POST /${at}/:number/form-openings`,
  summary:
    'Shows a version for the regulator as a CIOMS I form, not blinded; that it was shown is recorded as for its copy',
  request: OpenRegulatorCopyCommand,
  result: OpenedRegulatorForm,
  roles: officer,
  rejections: ['case-unknown', 'case-form-too-large'],
});
