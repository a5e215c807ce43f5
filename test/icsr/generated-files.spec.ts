import fc from 'fast-check';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { Reader } from '../../apps/safety/src/domain/icsr/case/disclosure.js';
import { LEFT_OUT_ELEMENTS, MASKED_ELEMENTS } from '../../apps/safety/src/domain/icsr/code-lists/masking.js';
import { icsrMessage } from '../../apps/safety/src/domain/icsr/message/icsr-message.js';
import { icsrXml } from '../../apps/safety/src/domain/icsr/message/icsr-xml.js';
import { checkIcsr } from '../../apps/safety/src/domain/icsr/rules/check-icsr.js';
import { elementOf, icsrFile } from '../../apps/safety/src/domain/icsr/rules/icsr-file.js';
import { writeXml } from '../../apps/safety/src/domain/icsr/xml/write-xml.js';
import type { XmlElement } from '../../apps/safety/src/domain/icsr/xml/xml-element.js';
import { treeOf, withXml } from '../../apps/safety/src/icsr-files/read-xml.js';
import { allocationTwin } from './allocation-twin.js';
import { arbitraryCase } from './arbitrary-case.js';
import { openProduct } from './arbitrary-drug.js';
import { envelope, goldenCase, settings } from './golden-case.js';
import { alwaysThere, missingIn } from './presence-oracle.js';
import { SILENT_FAULTS } from './planted-faults.js';
import { describeWithStandards, schemaFaults } from './standards.js';
import { edited } from './tree-edits.js';

const reader = fc.constantFrom<Reader>('blinded', 'regulator');

const xmlOf = (report: CaseReport, who: Reader): string => {
  const answer = icsrXml(report, who, envelope, settings);
  if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
  return answer.xml;
};
const treeBack = (xml: string): XmlElement => {
  const tree = withXml(Buffer.from(xml), ({ root }) => treeOf(root));
  if ('unreadable' in tree) throw new Error(tree.why);
  return tree;
};

describe('a file made of any good case', () => {
  it('E2B-2, E2B-9: passes our engine, read back from its bytes as it was meant', () => {
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        const tree = treeBack(xmlOf(report, who));
        const meant = icsrMessage(report, who, envelope, settings);
        expect(tree.children).toEqual(meant.children);
        expect(checkIcsr(tree, envelope.sentAt).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('E2B-4: is the same text every time', () => {
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        expect(xmlOf(structuredCloneOf(report), who)).toBe(xmlOf(report, who));
      }),
      { numRuns: 20 },
    );
  });

  it('E2B-6: never says a masked element, and never has one that is left out', () => {
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        const file = icsrFile(icsrMessage(report, who, envelope, settings), envelope.sentAt);
        const said = [...MASKED_ELEMENTS, ...LEFT_OUT_ELEMENTS].flatMap((element) =>
          file
            .parts(elementOf(element).place)
            .flatMap((part) => file.sites(part, element).map(({ value }) => ({ element, value }))),
        );
        expect(said.filter(({ value }) => value !== undefined)).toEqual([]);
        expect(said.filter(({ element }) => LEFT_OUT_ELEMENTS.some((left) => left === element))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('E2B-6: says of each masked element that is known that it is masked', () => {
    const file = icsrFile(icsrMessage(everythingKnown, 'regulator', envelope, settings), envelope.sentAt);
    const flavors = MASKED_ELEMENTS.map((element) => [
      element,
      file
        .parts(elementOf(element).place)
        .flatMap((part) => file.sites(part, element).map(({ nullFlavor }) => nullFlavor)),
    ]);
    expect(flavors).toEqual(MASKED_ELEMENTS.map((element) => [element, ['MSK']]));
  });

  it('E2B-7: is for the blinded the same text in both arms', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.infiniteStream(fc.option(openProduct)), (report, products) => {
        expect(xmlOf(allocationTwin(report, products), 'blinded')).toBe(xmlOf(report, 'blinded'));
      }),
      { numRuns: 60 },
    );
  });

  it('E2B-7: says that a product is blinded exactly while its reader is', () => {
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        const file = icsrFile(icsrMessage(report, who, envelope, settings), envelope.sentAt);
        const shown = report.drugs.filter((drug) => who === 'regulator' || !('restricted' in drug));
        const blinded = file
          .parts('drug')
          .map((part) => file.sites(part, 'G.k.2.5').some(({ value }) => value === 'true'));
        const expected = shown.map(
          ({ product }) => product.masked && (who === 'blinded' || product.disclosed === null),
        );
        expect(blinded).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

const everythingKnown: CaseReport = {
  ...goldenCase,
  reporters: goldenCase.reporters.map((reporter) => ({
    ...reporter,
    middle: { value: 'Middle' },
    department: { value: 'Ward' },
  })),
  patient: {
    ...goldenCase.patient,
    recordNumbers: { gp: '1', specialist: '2', hospital: '3' },
    parent: { identification: { value: 'P' }, sex: { value: 'female' } },
  },
};

/** Another object with the same content; instants and days are values and stay. */
const structuredCloneOf = (report: CaseReport): CaseReport => ({
  ...report,
  patient: { ...report.patient },
  drugs: report.drugs.map((drug) => ({ ...drug })),
});

describeWithStandards('a file made of any good case, before outside judges', () => {
  it('E2B-1: is valid by the schema of HL7', () => {
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        expect(schemaFaults(xmlOf(report, who))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('E2B-3: has every element that must be there, says the dictionary of ICH', () => {
    const entries = alwaysThere();
    expect(entries).toHaveLength(34);
    fc.assert(
      fc.property(arbitraryCase, reader, (report, who) => {
        expect(missingIn(xmlOf(report, who), entries)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each(SILENT_FAULTS)(
    'E2B-3: with $name, misses for the dictionary just what it misses for our engine',
    ({ plant }) => {
      const entries = alwaysThere();
      const root = plant(icsrMessage(goldenCase, 'regulator', envelope, settings));
      const ours = new Set(checkIcsr(root, envelope.sentAt).map(({ rule }) => rule));
      expect(missingIn(writeXml(root), entries)).toEqual(
        entries.map(({ code }) => code).filter((code) => ours.has(`${code}/required`)),
      );
    },
  );

  it('E2B-3: each of them taken away is missed by the dictionary and by our engine alike', () => {
    const good = icsrMessage(goldenCase, 'blinded', envelope, settings);
    for (const entry of alwaysThere()) {
      const file = icsrFile(good, envelope.sentAt);
      const parts = file.parts(elementOf(entry.code).place);
      // Which drug a role is of cannot be seen in a way of the dictionary, only whether there is any role.
      const silent = entry.code === 'G.k.1' ? parts : parts.slice(0, 1);
      const carriers = silent.flatMap((part) => file.sites(part, entry.code).map(({ element }) => element));
      const attribute = elementOf(entry.code).attribute;
      const root = edited(
        good,
        (element) => carriers.includes(element),
        (element) => silenced(element, attribute),
      );
      expect([entry.code, missingIn(writeXml(root), [entry])]).toEqual([entry.code, [entry.code]]);
      const ours = checkIcsr(root, envelope.sentAt).map(({ rule }) => rule);
      expect(ours).toContain(`${entry.code}/required`);
    }
  });
});

/** Neither the value nor a reason why not. */
function silenced(element: XmlElement, attribute: string | undefined): XmlElement {
  const attributes = Object.fromEntries(
    Object.entries(element.attributes).filter(([name]) => name !== 'nullFlavor' && name !== attribute),
  );
  return { ...element, attributes, text: '' };
}
