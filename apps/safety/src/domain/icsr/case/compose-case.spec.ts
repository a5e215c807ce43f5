import { instant, partialDate } from '@trial/kernel';
import type { CausalityOpinion, Possibility } from '../../causality.js';
import { composeCase, type CaseFacts, type CaseTold } from './compose-case.js';

const ids = { reaction: 'reaction', product: 'product', drug: (name: string) => `drug ${name}` };

const facts: CaseFacts = {
  event: {
    ...{ id: 'event', participantId: 'participant', seriousness: ['hospitalisation'], outcome: 'recovering' },
    ...{ onsetOn: partialDate('2025-03'), endedOn: null, actionTaken: 'not-applicable' },
  },
  opinions: [],
  coding: null,
  causes: ['cells', 'procedure', 'disease', 'concomitant'],
  participant: { code: 'EX-007', sex: 'male', zone: 'Europe/Amsterdam', treatedAt: instant('2025-02-17T10:00:00Z') },
  product: { masked: true, names: ['Example cells', 'Example vehicle'], route: 'intramuscular' },
  expedited: true,
  study: { name: 'An example', sponsorNumber: 'EX', registrations: [] },
  sender: { type: 'other', organisation: 'Example sponsor' },
  country: 'NL',
};
const told: CaseTold = { narrative: 'Fever.', words: 'Koorts', language: 'dut', tests: [], otherDrugs: [] };

const opinion = (judge: 'investigator' | 'sponsor', cause: string, possibility: Possibility): CausalityOpinion => ({
  ...{ id: `${judge} ${cause}`, adverseEventId: 'event', cause, judge, possibility, by: judge },
  ...{ at: instant('2025-03-03T08:00:00Z'), reason: null },
});

describe('the content of a case', () => {
  it('names no arm of a masked product; when it was given is by the clock of the site', () => {
    expect(composeCase(facts, told, ids).drugs[0]).toMatchObject({
      role: 'suspect',
      product: {
        masked: true,
        phrase: 'Blinded: study product of EX',
        given: [{ start: '2025-02-17T11:00+01:00', route: { words: 'intramuscular' } }],
        disclosed: null,
      },
    });
  });

  it('names an open product', () => {
    const open = { ...facts, product: { ...facts.product, masked: false } };
    expect(composeCase(open, told, ids).drugs[0]).toMatchObject({
      product: { masked: false, open: { name: 'Example cells or Example vehicle' } },
    });
  });

  it('suspects nothing of somebody who was given nothing', () => {
    const untreated = { ...facts, participant: { ...facts.participant, treatedAt: null } };
    expect(composeCase(untreated, told, ids).drugs[0]).toMatchObject({
      role: 'not-administered',
      product: { given: [] },
    });
  });

  it('keeps what is known of an onset, and pads nothing', () => {
    const [reaction] = composeCase(facts, told, ids).reactions;
    expect(reaction).toMatchObject({ start: { value: '2025-03' } });
    expect(reaction).not.toHaveProperty('end');
  });

  it('has no code of half a code', () => {
    const coded = (more: Partial<CaseTold>) => composeCase(facts, { ...told, ...more }, ids).reactions[0]?.meddra;
    expect(coded({ meddraCode: '99990001', meddraVersion: '0.0' })).toEqual({ code: '99990001', version: '0.0' });
    expect(coded({ meddraCode: '99990001' })).toBeNull();
  });

  it('has the code of the event before the one that is told', () => {
    const coding = { code: '99990002', version: '0.1' };
    const coded = (more: Partial<CaseTold>) =>
      composeCase({ ...facts, coding }, { ...told, ...more }, ids).reactions[0]?.meddra;
    expect([coded({}), coded({ meddraCode: '99990001', meddraVersion: '0.0' })]).toEqual([coding, coding]);
  });

  it('E2B-8: has both opinions side by side; one suspicion of anything the trial brought is one of the product', () => {
    const opinions = [
      opinion('investigator', 'cells', 'none'),
      opinion('investigator', 'procedure', 'reasonable'),
      opinion('sponsor', 'cells', 'none'),
      opinion('sponsor', 'procedure', 'none'),
    ];
    expect(composeCase({ ...facts, opinions }, told, ids).opinions).toMatchObject([
      { judge: 'investigator', possibility: 'reasonable' },
      { judge: 'sponsor', possibility: 'none' },
    ]);
  });

  it('has no opinion of who spoke of the background alone', () => {
    const opinions = [opinion('investigator', 'disease', 'reasonable')];
    expect(composeCase({ ...facts, opinions }, told, ids).opinions).toEqual([]);
  });

  it('says of other drugs and tests what was told', () => {
    const more: Partial<CaseTold> = {
      tests: [{ name: 'Culture', result: 'Growth' }],
      otherDrugs: [{ name: 'Example drug', role: 'concomitant', start: '2024', indication: 'Cold hands' }],
    };
    expect(composeCase(facts, { ...told, ...more }, ids)).toMatchObject({
      patient: { concomitantTherapies: true },
      tests: [{ on: { absent: 'UNK' }, name: 'Culture', result: { kind: 'words', words: 'Growth' } }],
      drugs: [{}, { id: 'drug Example drug', product: { open: { doses: [{ start: '2024' }] } } }],
    });
    expect(composeCase(facts, told, ids).patient).not.toHaveProperty('concomitantTherapies');
  });
});
