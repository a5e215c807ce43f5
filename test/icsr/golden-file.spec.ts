import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedCase } from '../../apps/safety/src/domain/icsr/case/stored-case.js';
import { icsrMessage } from '../../apps/safety/src/domain/icsr/message/icsr-message.js';
import { icsrXml } from '../../apps/safety/src/domain/icsr/message/icsr-xml.js';
import { checkIcsr } from '../../apps/safety/src/domain/icsr/rules/check-icsr.js';
import { writeXml } from '../../apps/safety/src/domain/icsr/xml/write-xml.js';
import { treeOf, withXml } from '../../apps/safety/src/icsr-files/read-xml.js';
import { envelope, goldenCase, settings } from './golden-case.js';
import { LOUD_FAULTS, SILENT_FAULTS } from './planted-faults.js';
import { describeWithStandards, schemaFaults } from './standards.js';

const fileOf = (reader: string) => join(import.meta.dirname, 'golden', `${reader}.xml`);
const READERS = ['blinded', 'regulator'] as const;
const message = icsrMessage(goldenCase, 'regulator', envelope, settings);
const errorsOf = (root: Parameters<typeof checkIcsr>[0]) =>
  checkIcsr(root, envelope.sentAt).filter(({ severity }) => severity === 'error');

describe('the golden case', () => {
  it.each(READERS)('E2B-4: is the same %s file, byte by byte, as the one that is kept', (reader) => {
    const answer = icsrXml(goldenCase, reader, envelope, settings);
    if (!('xml' in answer)) throw new Error(JSON.stringify(answer.refused));
    if (process.env['WRITE_GOLDEN']) writeFileSync(fileOf(reader), answer.xml);
    expect(readFileSync(fileOf(reader), 'utf8')).toBe(answer.xml);
  });

  it('is kept as a case is kept, for the bench', () => {
    const kept = `${JSON.stringify({ report: storedCase(goldenCase), settings })}\n`;
    const file = join(import.meta.dirname, 'golden', 'case.json');
    if (process.env['WRITE_GOLDEN']) writeFileSync(file, kept);
    expect(readFileSync(file, 'utf8')).toBe(kept);
  });

  it.each(READERS)('E2B-2: has no error in its %s file, read back from its bytes', (reader) => {
    const found = withXml(readFileSync(fileOf(reader)), ({ root }) => errorsOf(treeOf(root)));
    expect(found).toEqual([]);
  });

  it.each(SILENT_FAULTS)('E2B-2: is rejected with $name', ({ plant, rule, element }) => {
    const found = errorsOf(plant(message));
    expect(found).toContainEqual(expect.objectContaining({ rule, element }));
  });
});

describeWithStandards('the golden case, before the schema of HL7', () => {
  it.each(READERS)('E2B-1: is valid for the %s', (reader) => {
    expect(schemaFaults(readFileSync(fileOf(reader), 'utf8'))).toEqual([]);
  });

  it.each(SILENT_FAULTS)('is let through with $name', ({ plant }) => {
    expect(schemaFaults(writeXml(plant(message)))).toEqual([]);
  });

  it.each(LOUD_FAULTS)('is caught with $name', ({ plant }) => {
    expect(schemaFaults(writeXml(plant(message)))).not.toEqual([]);
  });
});
