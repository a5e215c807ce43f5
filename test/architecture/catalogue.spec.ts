import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subscriptionsIn } from '../../deploy/contracts/subscriptions.mjs';
import { REPOSITORY } from './run-tools.js';
import { filesBelow } from './scan-tree.js';

/**
 * Events that tell people, through live events, reports and exports, and that no service reacts to. A line that became
 * untrue fails here too.
 */
const NOBODY_REACTS_TO = [
  'gateway.access.granted.v1',
  'gateway.access.withdrawn.v1',
  'questionnaire.response.corrected.v1',
  'randomisation.participant.randomised-in-error.v1',
  'randomisation.randomisation.resumed.v1',
  'restricted.unblinded.submission-duty.rang.v1',
  'restricted.unblinded.submission.changed.v1',
  'restricted.vault.allocation.disclosed.v1',
  'restricted.vault.allocation.made.v1',
  'restricted.vault.list.running-low.v1',
  'safety.adverse-event.candidate-raised.v1',
  'safety.adverse-event.reported.v1',
  'safety.adverse-event.revised.v1',
  'safety.clock.breached.v1',
  'safety.pregnancy.report-overdue.v1',
  'safety.sponsor-clock.breached.v1',
];

const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');
const sources = (folder: string) =>
  filesBelow(REPOSITORY, [folder]).filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));

/** Event types by the name of the exported constant, as the contracts declare them. */
const typeOf = new Map(
  sources('libs/contracts/src').flatMap((path) =>
    [...read(path).matchAll(/export const (\w+) = defineEvent\(\{\s*type: '([^']+)'/g)].map(
      ([, name = '', type = '']) => [name, type] as const,
    ),
  ),
);

interface Line {
  readonly app: string;
  readonly contract: string;
}
const appOf = (path: string) => path.split('/')[1] ?? '';

/** Who says what, from the `publish(tx, …)` calls. */
const publications: readonly Line[] = sources('apps').flatMap((path) =>
  [...read(path).matchAll(/\bpublish\(\s*tx,\s*([^,]+),/g)].map(([, contract = '']) => ({
    app: appOf(path),
    contract: contract.trim(),
  })),
);
/** Who reacts to what, from the `@OnEvent(…)` lines. */
const subscriptions: readonly { file: string; contract: string }[] = subscriptionsIn(REPOSITORY);
const reactions: readonly Line[] = subscriptions.map(({ file, contract }) => ({ app: appOf(file), contract }));

const typesOf = (lines: readonly Line[], app: string) =>
  [...new Set(lines.filter((line) => line.app === app).map(({ contract }) => typeOf.get(contract) ?? contract))].sort();

/**
 * The event types a README names between a heading in bold (`**Publishes**`, `**Reacts to**`) and the next heading: each
 * written in full, in backticks.
 */
function eventsUnder(heading: string, readme: string): readonly string[] {
  const [, section = ''] = readme.split(`**${heading}**`);
  const [text = ''] = section.split(/^(?:\*\*|#)/m);
  return [...new Set([...text.matchAll(/`([a-z-]+(?:\.[a-z-]+)+\.v\d+)`/g)].map(([, type = '']) => type))].sort();
}

const apps = readdirSync(join(REPOSITORY, 'apps')).sort();

describe('the catalogue of events', () => {
  it('finds the events, and names only events that are declared', () => {
    expect(typeOf.size).toBeGreaterThan(20);
    for (const { contract } of [...publications, ...reactions]) expect([...typeOf.keys()]).toContain(contract);
  });

  it.each(apps)('the README of %s names what it publishes', (app) => {
    expect(eventsUnder('Publishes', read(`apps/${app}/README.md`))).toEqual(typesOf(publications, app));
  });

  it.each(apps)('the README of %s names what it reacts to', (app) => {
    expect(eventsUnder('Reacts to', read(`apps/${app}/README.md`))).toEqual(typesOf(reactions, app));
  });

  it('reads a README as it is written', () => {
    const readme =
      '**Owns** `a.b.v1`\n\n**Publishes** `a.c.v1` · `a.d-e.v2`,\nand `f.g`.\n\n| `a.h.v1` | x |\n\n**Reacts to** `i.j.v1`\n\n## More\n`k.l.v1`';
    expect(eventsUnder('Publishes', readme)).toEqual(['a.c.v1', 'a.d-e.v2', 'a.h.v1']);
    expect(eventsUnder('Reacts to', readme)).toEqual(['i.j.v1']);
    expect(eventsUnder('Deadlines', readme)).toEqual([]);
  });

  it('has somebody who says every event', () => {
    const said = new Set(publications.map(({ contract }) => contract));
    expect([...typeOf].filter(([name]) => !said.has(name)).map(([, type]) => type)).toEqual([]);
  });

  it('has somebody who reacts to every event, but for the committed list', () => {
    const heard = new Set(reactions.map(({ contract }) => contract));
    expect(
      [...typeOf]
        .filter(([name]) => !heard.has(name))
        .map(([, type]) => type)
        .sort(),
    ).toEqual(NOBODY_REACTS_TO);
  });

  it('lets an event be said by its own producer, and by one service only', () => {
    for (const [name, type] of typeOf) {
      const sayers = [...new Set(publications.filter(({ contract }) => contract === name).map(({ app }) => app))];
      expect([type, sayers]).toEqual([type, [producerOf(type)]]);
    }
  });
});

/** The folder under `apps/` whose subject an event has. */
function producerOf(type: string): string {
  const [first = '', second = ''] = type.split('.');
  const owners: Record<string, string> = { lab: 'lab-biomarker', vault: 'randomisation', unblinded: 'safety' };
  const name = first === 'restricted' ? second : first;
  return owners[name] ?? name;
}
