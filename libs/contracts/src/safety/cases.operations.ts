import { Choice, Code, Day, Dictionary, Identifier, Moment, PartialDay, Part, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';
import { AtAdverseEvent } from './adverse-events.operations.js';

const NUMBER = { min: 1, max: 1_000_000 };

export class ToldTest {
  @PartialDay({ optional: true, description: 'When it was done, as exactly as known.' }) on?: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 200, description: 'The result in words.' }) result: string;
  @Text({ optional: true, max: 200 }) comment?: string;
}

export class ToldDrug {
  @Text({ max: 100, description: 'A drug that everybody knows of; never the product of the trial.' }) name: string;
  @Choice(['suspect', 'concomitant', 'interacting']) role: 'suspect' | 'concomitant' | 'interacting';
  @PartialDay({ optional: true }) start?: string;
  @Text({ optional: true, max: 100 }) indication?: string;
}

export class ToldCase {
  @Text({ max: 10_000, description: 'The course of the event, in words the blinded may read.' }) narrative: string;
  @Text({ max: 200, description: 'The reaction in the words of the site.' }) words: string;
  @Text({ min: 3, max: 3, description: 'Language of those words: three letters of ISO 639-2.' }) language: string;
  @Text({ optional: true, max: 200, description: 'The same in English.' }) translation?: string;
  @Text({
    optional: true,
    min: 8,
    max: 8,
    description: 'MedDRA code (LLT), where the event itself is not coded. Without any no file is made.',
  })
  meddraCode?: string;
  @Text({ optional: true, min: 3, max: 4, description: 'MedDRA version of the code, for example 29.0.' })
  meddraVersion?: string;
  @Whole({ optional: true, min: 0, max: 130, description: 'Age in years when it began.' }) age?: number;
  @Text({ optional: true, max: 2_000 }) reporterComment?: string;
  @Text({ optional: true, max: 2_000 }) senderComment?: string;
  @Text({ optional: true, max: 2_000, description: 'Medical history in words.' }) history?: string;
  @Parts(() => ToldTest, { max: 20 }) tests: ToldTest[];
  @Parts(() => ToldDrug, { max: 20 }) otherDrugs: ToldDrug[];
}

export class OpenCaseCommand extends AtAdverseEvent {
  @Part(() => ToldCase, { description: 'What no record of the event says.' }) told: ToldCase;
}

export class AtCase extends AtTrial {
  @Identifier({ description: 'The case.' }) caseId: string;
}

export class AddCaseVersionCommand extends AtCase {
  @Whole({ ...NUMBER, description: 'The latest version you read.' }) expectedVersion: number;
  @Choice(['follow-up', 'amendment', 'nullification']) kind: 'follow-up' | 'amendment' | 'nullification';
  @Day({ description: 'The day the latest information was received.' }) receivedOn: string;
  @Part(() => ToldCase, { optional: true, description: 'Instead of what was told before; a nullification keeps it.' })
  told?: ToldCase;
  @ReasonForChange() reason: string;
}

export class AtCaseVersion extends AtCase {
  @Whole({ ...NUMBER, description: 'The version.' }) number: number;
}

export class CaseVersionSummary {
  @Whole(NUMBER) number: number;
  @Choice(['initial', 'follow-up', 'amendment', 'nullification']) kind: string;
  @Text({ optional: true, description: 'Why it was made; the first needs no reason.' }) reason?: string;
  @Whole({ ...NUMBER, description: 'The version of the adverse event it was made from.' }) eventVersion: number;
  @Day() receivedOn: string;
  @Text() madeBy: string;
  @Moment() madeAt: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of its content as canonical JSON (RFC 8785).' }) sha256: string;
}

export class CaseSummary {
  @Identifier() caseId: string;
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Text({ max: 100, description: 'C.1.1, the same in all versions.' }) safetyReportId: string;
  @Part(() => CaseVersionSummary) latest: CaseVersionSummary;
}

export class CaseView extends CaseSummary {
  @Parts(() => CaseVersionSummary, { description: 'Oldest first.' }) versions: CaseVersionSummary[];
  @Parts(() => LikelyDuplicate, { description: 'Other cases of the participant that may tell of the same.' })
  likelyDuplicates: LikelyDuplicate[];
}

export class LikelyDuplicate {
  @Identifier() caseId: string;
  @Text() safetyReportId: string;
  @Choice(['same-code', 'same-words', 'same-days']) because: string;
}

export class CasePage {
  @Parts(() => CaseSummary) items: CaseSummary[];
  @Text({ optional: true }) nextCursor?: string;
}

export class CaseVersionView extends CaseVersionSummary {
  @Identifier() caseId: string;
  @Dictionary({ description: 'The whole content, as the blinded may read it.' }) report: Record<string, unknown>;
}

export class CaseDifference {
  @Text({ max: 2_000, description: 'Where: names and positions, joined by points.' }) path: string;
  @Text({ optional: true, max: 100_000, description: 'As JSON; nothing where it was not there.' }) before?: string;
  @Text({ optional: true, max: 100_000, description: 'As JSON; nothing where it is not there any more.' })
  after?: string;
}

export class CaseDifferences {
  @Whole(NUMBER) from: number;
  @Whole(NUMBER) to: number;
  @Parts(() => CaseDifference) items: CaseDifference[];
}

export class CaseCopy {
  @Text({ max: 150 }) fileName: string;
  @Text() mediaType: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of the text in UTF-8.' }) sha256: string;
  @Text({ max: 250_000 }) text: string;
}

export class CaseForm {
  @Text({ max: 150 }) fileName: string;
  @Text() mediaType: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of the file.' }) sha256: string;
  @Text({ max: 250_000, description: 'The file in Base64.' }) base64: string;
}

export class SignCaseFormCommand extends AtCaseVersion {
  @Text({ min: 64, max: 64, description: 'SHA-256 of the draft you read: that form is signed.' }) draftSha256: string;
}

export class CaseFormSignature {
  @Identifier() caseId: string;
  @Whole(NUMBER) number: number;
  @Text() signedBy: string;
  @Moment() signedAt: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of the signed form.' }) sha256: string;
}

const physician = ['safety-physician'] as const;
const readers = ['investigator', 'monitor', 'data-manager', 'safety-physician'] as const;

export const openCase = defineCommand({
  service: 'safety',
  name: 'open-case',
  route: 'POST /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/case',
  summary: 'Opens the case of a serious event the sponsor has received: its first version, blinded whatever was given',
  request: OpenCaseCommand,
  result: CaseView,
  location: '/trials/:trialId/cases/:caseId',
  roles: physician,
  rejections: [
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'not-serious',
    'not-received',
    'case-already-open',
    'case-code-differs',
    'case-code-incomplete',
    'participant-unknown',
  ],
});

export const addCaseVersion = defineCommand({
  service: 'safety',
  name: 'add-case-version',
  route: 'POST /trials/:trialId/cases/:caseId/versions',
  summary:
    'The next version of a case: what the event is known to be now, with new information, corrected, or withdrawn',
  request: AddCaseVersionCommand,
  result: CaseView,
  ifMatch: true,
  roles: physician,
  rejections: [
    'case-unknown',
    'version-conflict',
    'case-nullified',
    'information-before-last',
    'version-not-later',
    'received-in-future',
    'reason-missing',
    'case-code-differs',
    'case-code-incomplete',
  ],
});

export const listCases = defineQuery({
  service: 'safety',
  name: 'list-cases',
  route: 'GET /trials/:trialId/cases',
  summary: 'Cases with their latest versions',
  request: PageOfTrial,
  result: CasePage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});

export const readCase = defineQuery({
  service: 'safety',
  name: 'read-case',
  route: 'GET /trials/:trialId/cases/:caseId',
  summary: 'A case, its versions, and other cases that may tell of the same',
  request: AtCase,
  result: CaseView,
  roles: readers,
  rejections: ['case-unknown'],
});

export const readCaseVersion = defineQuery({
  service: 'safety',
  name: 'read-case-version',
  route: 'GET /trials/:trialId/cases/:caseId/versions/:number',
  summary: 'One version of a case, whole',
  request: AtCaseVersion,
  result: CaseVersionView,
  roles: readers,
  rejections: ['case-unknown'],
});

export const readCaseDifferences = defineQuery({
  service: 'safety',
  name: 'read-case-differences',
  route: 'GET /trials/:trialId/cases/:caseId/versions/:number/differences',
  summary: 'What a version says otherwise than the one before it',
  request: AtCaseVersion,
  result: CaseDifferences,
  roles: readers,
  rejections: ['case-unknown'],
});

export const readCaseCopy = defineQuery({
  service: 'safety',
  name: 'read-case-copy',
  route: 'GET /trials/:trialId/cases/:caseId/versions/:number/copy',
  summary: 'The blinded copy of a version as an ICH E2B(R3) file: the same bytes whatever was given',
  request: AtCaseVersion,
  result: CaseCopy,
  roles: readers,
  rejections: ['case-unknown', 'case-incomplete'],
});

export const readCaseForm = defineQuery({
  service: 'safety',
  name: 'read-case-form',
  route: 'GET /trials/:trialId/cases/:caseId/versions/:number/cioms',
  summary:
    'The blinded copy of a version as a CIOMS I form (PDF/A): a draft, then as it was signed; the same bytes in both arms',
  request: AtCaseVersion,
  result: CaseForm,
  roles: readers,
  rejections: ['case-unknown', 'case-form-too-large'],
});

export const signCaseForm = defineCommand({
  service: 'safety',
  name: 'sign-case-form',
  route: 'POST /trials/:trialId/cases/:caseId/versions/:number/signature',
  summary:
    'Signs the CIOMS I form of a version as it was read; the signed form is kept and is what is shown from then on',
  request: SignCaseFormCommand,
  result: CaseFormSignature,
  roles: physician,
  rejections: [
    'sign-in-not-fresh',
    'case-unknown',
    'case-form-not-as-read',
    'case-form-already-signed',
    'case-form-too-large',
  ],
});
