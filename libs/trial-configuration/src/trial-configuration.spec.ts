import { edited, findingsOf, goodData } from '../test/edited-trial.js';

const optional = ['localToxicity', 'reminders', 'ifNeverTreated'];
const sections = Object.keys(Object(goodData)).filter((section) => !optional.includes(section));

describe('a file with the wrong shape is refused', () => {
  it.each(sections)('without %s', (section) => {
    expect(findingsOf(edited(section, undefined))).toContainEqual({ field: section, rule: expect.any(String) });
  });

  it.each<[string, string, unknown, RegExp]>([
    ['a name nobody knows', 'remarks', 'none', /Unrecognized key: "remarks"/],
    ['block sizes, which are sealed', 'randomisation/blockSizes', [4, 6], /Unrecognized key: "blockSizes"/],
    ['a seed, which is sealed', 'randomisation/seed', 'abc', /Unrecognized key: "seed"/],
    ['a blank in the id', 'id', 'A B', /letters, digits and hyphens/],
    ['version 0', 'version', 0, /expected number to be >0/],
    ['an empty title', 'identity/title', ' ', />=1 characters/],
    ['a malformed registry number', 'identity/registrations/clinicalTrialsGov', 'NCT1', /NCT and eight digits/],
    ['a malformed EudraCT number', 'identity/registrations/eudraCt', '2015-168-32', /EudraCT/],
    ['a malformed EU CT number', 'identity/registrations/euCt', '2023-505877', /EU CT/],
    ['masking that is neither on nor off', 'masking/masked', 'double', /expected boolean/],
    ['an unknown masked party', 'masking/parties/0', 'sponsor', /Invalid option/],
    ['no arm', 'arms', [], />=1 items/],
    ['a ratio of zero', 'arms/msc/ratio', 0, /expected number to be >0/],
    ['half a part in the ratio', 'arms/msc/ratio', 0.5, /expected int/],
    ['an unknown role', 'roles/blinded/0', 'surgeon', /Invalid option/],
    ['no site', 'sites', [], />=1 items/],
    ['an abbreviated zone', 'sites/UMCU/zone', 'CET', /IANA time zone/],
    ['a zone that is an offset', 'sites/UMCU/zone', '+01:00', /IANA time zone/],
    ['a zone that does not exist', 'sites/UMCU/zone', 'Europe/Utrecht', /IANA time zone/],
    ['an activation without offset', 'sites/UMCU/activeFrom', '2021-10-06T00:00:00', /Z or an offset/],
    ['a randomisation scheme nobody knows', 'randomisation/scheme', 'play-the-winner', /Invalid discriminator/],
    ['minimisation without factors', 'randomisation/scheme', 'minimisation', /strata: .*>=1 items/],
    ['a preference where nothing is preferred', 'randomisation/preferencePerThousand', 800, /Unrecognized key/],
    ['a factor from nowhere', 'randomisation/strata', [{ code: 's', levels: ['a', 'b'], from: 'donor' }], /"site"/],
    ['a cap of nobody', 'randomisation/caps', { perSite: 0 }, /expected number to be >0/],
    ['a cap on something else', 'randomisation/caps', { perMonth: 2 }, /Unrecognized key/],
    ['a stratum with one level', 'randomisation/strata', [{ code: 's', levels: ['a'] }], />=2 items/],
    ['a route the trial cannot have', 'administration/route', 'oral', /Invalid option/],
    ['no injection point', 'administration/points', [], />=1 items/],
    ['a volume of nothing', 'administration/points/F1/plannedVolume', 0, /expected number to be >0/],
    ['a warning after the limit', 'administration/thawToInjection/warnAtPercent', 101, /<=100/],
    ['a criterion that is neither', 'eligibility/criteria/INC1/kind', 'waiver', /Invalid option/],
    [
      'a screening limit in weeks',
      'eligibility/screeningLimits/x-ray-hand/maxAge',
      { weeks: 1 },
      /either { hours: n }/,
    ],
    ['a consent date outside the calendar', 'consent/versions/1/validFromOn', '2021-02-30', /date/],
    ['a language that is a word', 'consent/versions/1/languages/0', 'dutch', /two-letter/],
    ['no use of data', 'consent/versions/1/uses', [], />=1 items/],
    ['a related-event rule without grade', 'stopping/pauseProposals/related-grade-4/fromGrade', undefined, /number/],
    ['a grade where none is counted', 'stopping/pauseProposals/death/fromGrade', 3, /Unrecognized key/],
    ['an anchor that is no act', 'anchor/event', 'consent', /Invalid option/],
    ['a target in both units', 'visits/W12/offset', { days: 84, hours: 1 }, /either { hours: n } or { days: n }/],
    ['a negative window', 'visits/W12/window/before', -1, />=0/],
    ['a phase that is unknown', 'visits/W12/phase', 'extension', /Invalid option/],
    ['an assessment of an unknown kind', 'assessments/pain/kind', 'survey', /Invalid discriminator/],
    ['an instrument nobody answers', 'assessments/pain/answeredBy', undefined, /Invalid option/],
    ['a panel where an instrument stands', 'assessments/pain/panel', 'routine', /Unrecognized key/],
    ['late answers without a rule', 'participantForms/lateAnswers', 'sometimes', /Invalid option/],
    ['an unknown unit set', 'laboratory/authoritativeUnitSet', 'US', /Invalid option/],
    ['a unit with a blank', 'laboratory/panels/routine/analytes/alt/unit', 'U / L', /without blanks/],
    ['a LOINC number with a wrong digit', 'laboratory/panels/routine/analytes/alt/loinc', '1742-7', /check digit/],
    ['a CTCAE version written as a number', 'ctcae/version', 4.03, /Invalid option/],
    ['an unknown policy for unknown facts', 'ctcae/unknownFacts', 'guess', /Invalid option/],
    ['a serious-event clock laxer than the law', 'reporting/saeToSponsorHours', 25, /<=24/],
    ['a fatal clock laxer than the law', 'reporting/susarFatalDays', 8, /<=7/],
    ['a completion clock laxer than the law', 'reporting/susarCompletionDays', 9, /<=8/],
    ['an expedited clock laxer than the law', 'reporting/susarOtherDays', 16, /<=15/],
    ['a breach notified later than by law', 'reporting/seriousBreachDays', 8, /<=7/],
    ['benefit and risk notified later than by law', 'reporting/benefitRiskDays', 16, /<=15/],
    ['a measure notified later than by law', 'reporting/urgentSafetyMeasureDays', 8, /<=7/],
    ['an annual report later than by guideline', 'reporting/annualReportDays', 61, /<=60/],
    ['candidates from a grade no value reaches', 'reporting/candidateFromGrade', 5, /<=4/],
    ['a clock that starts with nothing', 'reporting/clockStartsWith', 'never', /Invalid option/],
    ['no cause', 'causality/causes', [], />=1 items/],
    ['a term with a version', 'localToxicity/items/swelling/terms/0', '4.03/edema-limbs', /slug of a CTCAE term/],
    ['an alert that proposes nothing', 'instruments/pain-vas/alerts/severe-pain/proposes', 'Pain', /slug of a CTCAE/],
    ['an unknown outcome', 'outcomes/primary/0/kind', 'survival', /Invalid discriminator/],
    ['an assumption without a reason', 'assumptions/roles', '', />=1 characters/],
    ['an assumption about no path', 'assumptions', { 'visits..window': 'why' }, /Invalid key|path/],
  ])('%s', (_, path, value, rule) => {
    const messages = findingsOf(edited(path, value)).map((finding) => `${finding.field}: ${finding.rule}`);
    expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(rule)]));
    expect(
      messages.every((message) => message.startsWith(path.split('/')[0] ?? '') || message.startsWith('(file)')),
    ).toBe(true);
  });
});
