import type { Instant } from '@trial/kernel';
import type { XmlElement } from '../xml/xml-element.js';
import { dependencyRules } from './dependency-rules.js';
import { elementRules } from './element-rules.js';
import { fileRules } from './file-rules.js';
import { icsrFile } from './icsr-file.js';
import type { Finding, Rule } from './rule.js';

/** Every rule of the engine. What the schema of HL7 lets through and a receiver rejects is what they are for. */
export const rules: readonly Rule[] = [...fileRules, ...elementRules, ...dependencyRules];

/**
 * What is wrong with a file, in the order of the rules; nothing is wrong with a good one. The tree may come from
 * anywhere. `now` is what no date may be after.
 */
export function checkIcsr(root: XmlElement, now: Instant): readonly Finding[] {
  const file = icsrFile(root, now);
  return rules.flatMap(({ id, element, severity, message, check }) =>
    check(file).map((breach) => ({
      element: breach.element ?? element,
      rule: id,
      severity,
      message: `${breach.where}: ${message}${breach.found === undefined ? '' : `; found ${breach.found}`}`,
    })),
  );
}

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
