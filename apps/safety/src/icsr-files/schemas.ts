import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** The two messages there is a schema for. */
export type SchemaName = 'MCCI_IN200100UV01' | 'MCCI_IN200101UV01';

/** One thing a schema finds wrong. */
export interface SchemaFault {
  readonly line: number;
  readonly message: string;
}

/** Finds what the HL7 schema of a message forbids. */
export type Schemas = Readonly<Record<SchemaName, (document: XmlDocument) => readonly SchemaFault[]>>;

/**
 * The HL7 schemas of the two messages, kept outside the repository in `<standards>/e2b/schemas`; each is loaded when it is
 * first asked. Throws at once when the folder does not hold them.
 */
export function schemasIn(standards: string): Schemas {
  const folder = join(standards, 'e2b', 'schemas', 'multicacheschemas');
  const at = (name: SchemaName) => {
    const path = join(folder, `${name}.xsd`);
    statSync(path);
    return lazily(() => load(path));
  };
  return { MCCI_IN200100UV01: at('MCCI_IN200100UV01'), MCCI_IN200101UV01: at('MCCI_IN200101UV01') };
}

function load(path: string): XsdValidator {
  xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
}

function lazily(make: () => XsdValidator): (document: XmlDocument) => readonly SchemaFault[] {
  let validator: XsdValidator | undefined;
  return (document) => {
    validator ??= make();
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError)) throw error;
      return error.details.map(({ line, message }) => ({ line, message: message.trim() }));
    }
  };
}
