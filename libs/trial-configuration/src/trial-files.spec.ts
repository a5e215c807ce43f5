import { readdirSync, readFileSync } from 'node:fs';
import { goodName, trialsFolder, valueAt } from '../test/edited-trial.js';
import { loadTrial } from './load-trial.js';
import { basesOf } from './provenance.js';
import { isVisitOf } from './whose-visit.js';

const files = readdirSync(trialsFolder).filter((name) => name.endsWith('.yaml'));
const cells = loadTrial(trialsFolder + goodName);
const tablets = loadTrial(`${trialsFolder}tofa-ssc.v1.yaml`);
const strategies = loadTrial(`${trialsFolder}upside.v1.yaml`);

describe('the cell therapy trial (NCT03211793)', () => {
  it('randomises 20 participants 1:1 and hides the arm', () => {
    expect(cells.arms.map(({ code, ratio }) => [code, ratio])).toEqual([
      ['msc', 1],
      ['placebo', 1],
    ]);
    expect(cells.randomisation.target).toBe(20);
    expect(cells.masking.masked).toBe(true);
  });

  it('has the visits and windows of the schedule, weeks as 7 days and week 52 as day 364', () => {
    expect(cells.visits.map(({ code, offset, window }) => [code, offset, window.before, window.after])).toEqual([
      ['SCR', { days: -28 }, 0, 27],
      ['BL', { days: -7 }, 0, 7],
      ['D0', { days: 0 }, 0, 0],
      ['H48', { hours: 48 }, 12, 24],
      ['W02', { days: 14 }, 3, 3],
      ['W04', { days: 28 }, 3, 3],
      ['W08', { days: 56 }, 7, 7],
      ['W12', { days: 84 }, 7, 7],
      ['W24', { days: 168 }, 14, 14],
      ['W52', { days: 364 }, 21, 21],
    ]);
    expect(cells.visits.filter(({ primary }) => primary).map(({ code }) => code)).toEqual(['W12']);
    expect(cells.visits.filter(({ last }) => last).map(({ code }) => code)).toEqual(['W52']);
  });

  it('is given at eight coded points', () => {
    const { administration } = cells;
    const points = administration.kind === 'injections' ? administration.points.map(({ code }) => code) : [];
    expect(points).toEqual(['F1', 'F2', 'F3', 'F4', 'H1', 'H2', 'H3', 'H4']);
  });

  it('asks four inclusion and seven exclusion criteria', () => {
    const ids = (kind: string) => cells.eligibility.criteria.filter((each) => each.kind === kind).map(({ id }) => id);
    expect(ids('inclusion')).toEqual(['INC1', 'INC2', 'INC3', 'INC4']);
    expect(ids('exclusion')).toEqual(['EXC1', 'EXC2', 'EXC3', 'EXC4', 'EXC5', 'EXC6', 'EXC7']);
  });

  it('runs the clocks of 24 hours, 7, 8 and 15 days in the zone of its sponsor', () => {
    expect(cells.reporting).toMatchObject({
      zone: 'Europe/Amsterdam',
      saeToSponsorHours: 24,
      susarFatalDays: 7,
      susarCompletionDays: 8,
      susarOtherDays: 15,
    });
  });

  it('uses only the disability index and the pain scale for now, both answered by the participant', () => {
    const inUse = cells.instruments.filter(({ status }) => status === 'in-use').map(({ code }) => code);
    expect(inUse).toEqual(['haq-di', 'pain-vas']);
    const rows = cells.assessments.filter((row) => row.kind === 'instrument' && inUse.includes(row.instrument));
    expect(rows.map((row) => row.kind === 'instrument' && row.answeredBy)).toEqual(['participant', 'participant']);
  });

  it.each([
    'roles.blinded.0',
    'sites.UMCN.code',
    'sites.LUMC.code',
    'sites.UMCU.activeFrom',
    'randomisation.scheme',
    'randomisation.minimumListLength',
    'randomisation.strata',
    'randomisation.replaceParticipantsNotTreated',
    'administration.points.F1.code',
    'administration.points.H4.plannedVolume',
    'administration.thawToInjection.limitMinutes',
    'administration.thawToInjection.warnAtPercent',
    'eligibility.screeningLimits.x-ray-hand.maxAge.days',
    'consent.versions.1.uses.biobank.code',
    'stopping.sentinel.participants',
    'stopping.pauseProposals.related-grade-4.atLeast',
    'stopping.safetyLooks.afterParticipants.0',
    'anchor.event',
    ...cells.visits.flatMap(({ code }) => [`visits.${code}.window.before`, `visits.${code}.window.after`]),
    ...cells.assessments
      .filter(({ code, required }) => code !== 'administration' && required.length > 0)
      .map(({ code }) => `assessments.${code}.required.0`),
    'instruments.pain-vas.version',
    'instruments.pain-vas.alerts.severe-pain.from',
    'instruments.haq-di.version',
    'participantForms.opens',
    'participantForms.closes',
    'reminders.quietHours.from',
    'reminders.rules.visit-overdue.moment',
    'laboratory.authoritativeUnitSet',
    'laboratory.handling.minutesToSpin',
    'laboratory.panels.biomarkers.analytes.il-6.unit',
    'ctcae.version',
    'ctcae.unknownFacts',
    'reporting.zone',
    'reporting.clockStartsWith',
    'reporting.candidateFromGrade',
    'reporting.exemptFromUnblinding',
    'reporting.specialInterest.infection.terms.0',
    'reporting.specialInterest.digit-loss.toSponsor',
    'causality.causes.0',
    'localToxicity.limb',
    'localToxicity.items.swelling.terms.0',
  ])('marks %s as an assumption', (path) => {
    expect(valueAt(path.replaceAll('.', '/'))).toBeDefined();
    expect(basesOf(path.split('.'), cells)).toEqual(['assumptions']);
  });

  it.each([
    'arms.msc.ratio',
    'randomisation.target',
    'visits.W12.offset.days',
    'visits.H48.offset.hours',
    'reporting.saeToSponsorHours',
    'reporting.susarFatalDays',
    'reporting.susarOtherDays',
    'outcomes.primaryCutOffDay',
  ])('gives a source for %s', (path) => {
    expect(valueAt(path.replaceAll('.', '/'))).toBeDefined();
    expect(basesOf(path.split('.'), cells)).toEqual(['confirmed']);
  });

  it('leaves what nobody has published open instead of filling it in', () => {
    expect(cells.identity.registrations.euCt).toBeNull();
    expect(cells.instruments.find(({ code }) => code === 'eq-5d')?.version).toBeNull();
    expect(basesOf(['identity', 'registrations', 'euCt'], cells)).toEqual(['openQuestions']);
  });
});

describe('another trial is another file (NCT03274076)', () => {
  it('randomises 15 participants 2:1 at two sites in the United States', () => {
    expect(tablets.arms.map(({ ratio }) => ratio)).toEqual([2, 1]);
    expect(tablets.randomisation.target).toBe(15);
    expect(tablets.sites.map(({ zone }) => zone)).toEqual(['America/Detroit', 'America/New_York']);
  });

  it('counts adverse events of grade 3 or more to week 24 by CTCAE 4.03', () => {
    expect(tablets.ctcae.version).toBe('4.03');
    expect(tablets.outcomes.primary).toEqual([{ kind: 'adverse-events-from-grade', grade: 3 }]);
    expect(tablets.outcomes.primaryCutOffDay).toBe(168);
  });

  it('goes on in the open for as long as it was blinded, and hides the first part to its end', () => {
    const followUp = tablets.visits.filter(({ phase }) => phase === 'follow-up').map(({ code }) => code);
    expect(followUp).toEqual(['W04', 'W12', 'W24', 'W36', 'W48']);
    expect(tablets.outcomes.finalDay).toBe(2 * tablets.outcomes.primaryCutOffDay);
    expect(tablets.masking.masked).toBe(true);
  });

  it('has no injections and no local toxicity form', () => {
    expect(tablets.administration.kind).toBe('self-administered');
    expect(tablets.localToxicity).toBeUndefined();
  });
});

describe('a trial in which nothing is hidden (NCT04464434)', () => {
  const codesOf = (arm: string): readonly string[] =>
    strategies.visits.filter((visit) => isVisitOf(visit, strategies.masking.masked, arm)).map(({ code }) => code);
  const dosesOf = (arm: string): readonly string[] => {
    const { administration } = strategies;
    return administration.kind === 'infusions' ? administration.at.filter((code) => codesOf(arm).includes(code)) : [];
  };

  it('masks nobody, so that no role is blinded', () => {
    expect(strategies.masking).toEqual({ masked: false, parties: [] });
    expect(strategies.roles.blinded).toEqual([]);
  });

  it('gives one arm a transplantation and the other twelve pulses', () => {
    expect(dosesOf('transplantation')).toEqual(['MOB', 'TX']);
    expect(dosesOf('immunosuppression')).toEqual(Array.from({ length: 12 }, (_, index) => `PULSE-${index + 1}`));
  });

  it('follows engraftment from the transplantation, in that arm only', () => {
    const checks = strategies.visits.filter(({ code }) => code.startsWith('ENGRAFTMENT'));
    expect(checks.map(({ code, countedFrom, arms }) => [code, countedFrom, arms])).toEqual([
      ['ENGRAFTMENT-1', { visit: 'TX' }, ['transplantation']],
      ['ENGRAFTMENT-2', { visit: 'TX' }, ['transplantation']],
    ]);
  });

  it('sees both arms every quarter of two years and each year to the fifth', () => {
    const both = codesOf('transplantation').filter((code) => codesOf('immunosuppression').includes(code));
    const quarters = Array.from({ length: 8 }, (_, index) => `QUARTER-${index + 1}`);
    expect(both).toEqual(['SCR', 'BL', ...quarters, 'Y3', 'Y4', 'Y5', 'ET']);
    expect(strategies.visits.filter(({ primary }) => primary).map(({ code }) => code)).toEqual(['QUARTER-8']);
    expect(strategies.outcomes).toMatchObject({ primaryCutOffDay: 728, finalDay: 1820 });
  });

  it('grades by CTCAE 5.0, in several time zones', () => {
    expect(strategies.ctcae.version).toBe('5.0');
    expect(new Set(strategies.sites.map(({ zone }) => zone)).size).toBe(3);
  });

  it.each([
    'randomisation.target',
    'sites.EAST.zone',
    'visits.PULSE.repeats.times',
    'administration.at.0',
    'arms.*.ratio',
  ])('marks %s as an assumption', (path) => {
    expect(basesOf(path.split('.'), strategies)).toEqual(['assumptions']);
  });
});

describe('every trial file', () => {
  it('is found, three trials that differ in how treatment is given', () => {
    const kinds = files.map((file) => loadTrial(trialsFolder + file).administration.kind);
    expect([...new Set(kinds)].sort()).toEqual(['infusions', 'injections', 'self-administered']);
  });
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(trialsFolder + file, 'utf8');

  it('holds no block size, seed or list', () => {
    expect(text).not.toMatch(/^\s*(block|seed|list|allocation)\w*\s*:/im);
  });

  it('holds no MedDRA code', () => {
    expect(text).not.toMatch(/\b10\d{6}\b/);
  });
});
