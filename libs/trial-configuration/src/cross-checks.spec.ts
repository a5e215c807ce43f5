import type { Finding } from './invalid-trial-file.js';
import { edited, findingsOf, valueAt } from '../test/edited-trial.js';

const at = (field: string, rule: string): Finding => ({ field, rule });

describe('a file whose parts contradict each other is refused', () => {
  it.each<[string, string, unknown, Finding]>([
    [
      'no masked party though masked',
      'masking/parties',
      [],
      at('masking.parties', 'lists parties exactly when masked'),
    ],
    ['masked parties though open', 'masking/masked', false, at('masking.parties', 'lists parties exactly when masked')],
    [
      'a blinded role in an open trial',
      'masking',
      { masked: false, parties: [] },
      at('roles', 'a masked trial has blinded and unblinded roles, an open one has no blinded role'),
    ],
    [
      'nobody unblinded in a masked trial',
      'roles/unblinded',
      [],
      at('roles', 'a masked trial has blinded and unblinded roles, an open one has no blinded role'),
    ],
    [
      'a role of both kinds',
      'roles/unblinded/0',
      'monitor',
      at('roles', 'monitor is blinded and unblinded; nobody ever is both'),
    ],
    [
      'a list shorter than the target',
      'randomisation/minimumListLength',
      19,
      at('randomisation.minimumListLength', 'the list must reach the target'),
    ],
    [
      'a target dose outside its range',
      'administration/dose/target',
      60_000_000,
      at('administration.dose', 'minimum, target and maximum must ascend'),
    ],
    [
      'an age range upside down',
      'eligibility/ageYears/maximum',
      17,
      at('eligibility.ageYears', 'minimum must not exceed maximum'),
    ],
    [
      'more sentinels than participants',
      'stopping/sentinel/participants',
      21,
      at('stopping', 'counts more participants than the target'),
    ],
    [
      'a look after the last participant',
      'stopping/safetyLooks/afterParticipants/2',
      21,
      at('stopping', 'counts more participants than the target'),
    ],
    [
      'a first injection without injections',
      'administration',
      {
        kind: 'self-administered',
        route: 'oral',
        dosesPerDay: 1,
        dose: { unit: 'mg', minimum: 1, target: 1, maximum: 1 },
      },
      at('anchor.event', 'a trial without injections has no first injection'),
    ],
    [
      'a window in another unit than its target',
      'visits/W12/window/unit',
      'hours',
      at('visits.W12.window.unit', 'a visit planned in hours has its window in hours, one planned in days in days'),
    ],
    [
      'windows that share a day',
      'visits/W08/window/after',
      21,
      at('visits.W12.window', 'overlaps the window of W08: no visit may fall in two'),
    ],
    [
      'a window inside a much longer one',
      'visits/W04/window/after',
      100,
      at('visits.W12.window', 'overlaps the window of W04: no visit may fall in two'),
    ],
    [
      'elapsed hours that may reach into the next window',
      'visits/H48/window/after',
      208,
      at('visits.W02.window', 'overlaps the window of H48: no visit may fall in two'),
    ],
    ['two primary visits', 'visits/W24/primary', true, at('visits', 'exactly one visit is marked primary')],
    ['no last visit', 'visits/W52/last', false, at('visits', 'exactly one visit is marked last')],
    [
      'a cut-off that is not the primary visit',
      'outcomes/primaryCutOffDay',
      85,
      at('outcomes.primaryCutOffDay', 'must be the target day of the primary visit, W12'),
    ],
    [
      'a final day that is not the last visit',
      'outcomes/finalDay',
      365,
      at('outcomes.finalDay', 'must be the target day of the last visit, W52'),
    ],
    [
      'a visit after the last',
      'visits/W24/offset/days',
      500,
      at('visits.W24', 'comes after the visit that is marked last'),
    ],
    [
      'an instrument in use without a version',
      'instruments/eq-5d/status',
      'in-use',
      at('instruments.eq-5d', 'an instrument in use has a version and a language'),
    ],
    [
      'an instrument in use without a language',
      'instruments/haq-di/languages',
      [],
      at('instruments.haq-di', 'an instrument in use has a version and a language'),
    ],
    [
      'a scale without extent',
      'instruments/haq-di/scale/maximum',
      0,
      at('instruments.haq-di.scale', 'minimum must lie below maximum'),
    ],
    [
      'an assessment at an unknown visit',
      'assessments/pain/required/0',
      'W99',
      at('assessments.pain', 'there is no visit W99'),
    ],
    [
      'a visit both required and optional',
      'assessments/skin-score/optional',
      ['W12'],
      at('assessments.skin-score', 'names a visit twice'),
    ],
    [
      'a repeat away from treatment',
      'assessments/disability/minutesAfterAnchor',
      [60],
      at(
        'assessments.disability.minutesAfterAnchor',
        'only an assessment of the treatment visit is repeated after the anchor',
      ),
    ],
    [
      'an unknown instrument',
      'assessments/pain/instrument',
      'nrs',
      at('assessments.pain.instrument', 'there is no instrument nrs'),
    ],
    [
      'an unknown panel',
      'assessments/vital-signs/panel',
      'ecg',
      at('assessments.vital-signs.panel', 'there is no panel ecg'),
    ],
    [
      'an unknown reference visit',
      'localToxicity/referenceVisit',
      'B1',
      at('localToxicity.referenceVisit', 'there is no visit B1'),
    ],
    [
      'a look at an unknown visit',
      'stopping/safetyLooks/visit',
      'W05',
      at('stopping.safetyLooks.visit', 'there is no visit W05'),
    ],
    [
      'a limit on an unknown assessment',
      'eligibility/screeningLimits/x-ray-hand/code',
      'ct',
      at('eligibility.screeningLimits.ct', 'there is no assessment ct'),
    ],
    [
      'local toxicity as outcome without its form',
      'localToxicity',
      undefined,
      at('outcomes.primary', 'local toxicity is an outcome, so its form must be defined'),
    ],
    [
      'a value nobody vouches for',
      'assumptions/participantForms',
      undefined,
      at('participantForms.lateAnswers', 'is neither confirmed, assumed nor an open question'),
    ],
    [
      'a value both confirmed and assumed',
      'confirmed/participantForms',
      'a source',
      at('participantForms.lateAnswers', 'is at once confirmed and assumptions'),
    ],
    [
      'an unknown that is not an open question',
      'openQuestions/administration.depthMm',
      undefined,
      at('administration.depthMm', 'is null, so it must be an open question'),
    ],
    [
      'an open question that has an answer',
      'administration/depthMm',
      10,
      at('administration.depthMm', 'is an open question, so it must be null'),
    ],
    [
      'an assumption about nothing',
      'assumptions/visits.W99',
      'a reason',
      at('assumptions.visits.W99', 'names nothing in the file'),
    ],
  ])('%s', (_, path, value, finding) => {
    expect(findingsOf(edited(path, value))).toContainEqual(finding);
  });

  it.each<[string, string]>([
    ['arms', 'arms'],
    ['sites', 'sites'],
    ['visits', 'visits'],
    ['assessments', 'assessments'],
    ['instruments', 'instruments'],
    ['instruments/pain-vas/alerts', 'instruments.*.alerts'],
    ['administration/points', 'administration.points'],
    ['eligibility/criteria', 'eligibility.criteria'],
    ['eligibility/screeningLimits', 'eligibility.screeningLimits'],
    ['consent/versions', 'consent.versions'],
    ['consent/versions/1/uses', 'consent.versions.*.uses'],
    ['stopping/pauseProposals', 'stopping.pauseProposals'],
    ['laboratory/panels', 'laboratory.panels'],
    ['laboratory/panels/routine/analytes', 'laboratory.panels.*.analytes'],
    ['causality/causes', 'causality.causes'],
    ['localToxicity/items', 'localToxicity.items'],
    ['reporting/specialInterest', 'reporting.specialInterest'],
    ['reporting/specialInterest/infection/terms', 'reporting.specialInterest.*.terms'],
    ['reminders/rules', 'reminders.rules'],
  ])('the first of %s twice', (list, field) => {
    const items = valueAt(list);
    const doubled = Array.isArray(items) ? [...items, items[0]] : [];
    expect(findingsOf(edited(list, doubled))).toContainEqual({
      field,
      rule: expect.stringMatching(/ is there twice$/),
    });
  });

  it('a stratum twice', () => {
    const stratum = { code: 'ulcers', levels: ['one', 'more'] };
    expect(findingsOf(edited('randomisation/strata', [stratum, stratum]))).toContainEqual(
      at('randomisation.strata', 'ulcers is there twice'),
    );
  });
});
