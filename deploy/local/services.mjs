/**
 * The six services: what each is called, which database it has and which schemas live in it. A schema has two login
 * roles: one of its own name (the application) and `<schema>_owner` (migrations). An unblinded module is a schema
 * with its own NATS user inside a service that is otherwise blinded (decisions, table "Who owns what").
 */
export const services = [
  { name: 'gateway', database: 'gateway', schemas: ['gateway'] },
  { name: 'randomisation', database: 'randomisation', schemas: ['enrolment', 'vault'], unblindedModule: 'vault' },
  { name: 'scheduling', database: 'scheduling', schemas: ['scheduling'] },
  { name: 'safety', database: 'safety', schemas: ['safety', 'unblinded'], unblindedModule: 'unblinded' },
  { name: 'questionnaire', database: 'questionnaire', schemas: ['questionnaire'] },
  { name: 'lab-biomarker', database: 'lab_biomarker', schemas: ['lab_biomarker'] },
];

/** The entry of one service; an unknown name is a mistake of the caller. */
export function serviceNamed(name) {
  const service = services.find((candidate) => candidate.name === name);
  if (!service) throw new Error(`No service is called ${name}`);
  return service;
}

/** Every Postgres login role, in a stable order: owner first, then the application. */
export const databaseRoles = services.flatMap(({ schemas }) =>
  schemas.flatMap((schema) => [`${schema}_owner`, schema]),
);

/** Processes that listen on a port of their own when the platform runs. */
export const listeners = ['identity', ...services.map(({ name }) => name)];
