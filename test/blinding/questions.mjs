import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../deploy/local/checkout.mjs';

/** Nobody and nothing has this identifier. */
const MADE_UP = '0190a5f0-1111-7222-8333-444455556666';

/**
 * What blinded people can ask, made from the contracts as they are built: a new operation is asked without a line here.
 * Roles are asked in the order the contract names them.
 */
export class Questions {
  static async ofBuild(distribution = join(checkout, 'dist')) {
    const load = (path) => import(pathToFileURL(join(distribution, path)).href);
    const { operations } = await load('libs/contracts/src/catalogue.js');
    const { blindedRoles } = await load('libs/contracts/src/roles.js');
    const { fieldsOf } = await load('libs/contracts/src/fields.js');
    return new Questions(operations, blindedRoles, fieldsOf);
  }

  constructor(operations, blindedRoles, fieldsOf) {
    Object.assign(this, { operations, blindedRoles, fieldsOf });
  }

  /** Every read a blinded role may ask about one participant, or about the trial: by each role, and by one in small pages. */
  reads({ ofParticipant }, known) {
    return this.operations
      .filter(({ route }) => route.startsWith('GET ') && !isOfOperations(route) && isOf(route) === ofParticipant)
      .flatMap((operation) => {
        const paths = this.#filesOf(operation).map((file) => pathOf(operation, { ...known, ...file }) + file.of);
        const asking = this.#blinded(operation).flatMap((role) => paths.map((path) => ({ role, method: 'GET', path })));
        const inSmallPages = asking.slice(0, this.#isPaged(operation) ? 1 : 0);
        return [...asking, ...inSmallPages.map((ask) => ({ ...ask, path: `${ask.path}?limit=2` }))];
      });
  }

  /** What operations may look at, of every service. */
  looks() {
    return this.operations
      .filter(({ route }) => route.startsWith('GET /ops/') && !route.endsWith('/ops/progress'))
      .map((operation) => ({ role: 'administrator', method: 'GET', path: pathOf(operation, {}) }));
  }

  /** Everything asked without what it needs, for pages there are none, and by somebody who may not. */
  mistakes({ ofParticipant }, known) {
    return this.operations
      .filter(({ route }) => !isOfOperations(route) && isOf(route) === ofParticipant)
      .flatMap((operation) => {
        const [method] = operation.route.split(' ');
        const [role = 'investigator'] = this.#blinded(operation);
        const ask = { role, method, path: pathOf(operation, known) };
        if (method !== 'GET') return [{ ...ask, body: {}, headers: { 'if-match': '"1"' } }];
        const pages = this.#isPaged(operation) ? ['?limit=0', '?cursor=!'] : [];
        const refused = this.#blinded(operation).length === 0 ? [ask] : [];
        return [...refused, ...pages.map((page) => ({ ...ask, path: ask.path + page }))];
      });
  }

  #blinded({ roles }) {
    return roles.filter((role) => this.blindedRoles.includes(role));
  }

  /** Every file an operation sends, of whatever interval it may be; one question of what sends none. */
  #filesOf({ request, file }) {
    if (!file) return [{ of: '' }];
    const of = this.fieldsOf(request).has('until') ? '?from=2025-01-01&until=2025-12-31' : '';
    return this.fieldsOf(request)
      .get('file')
      .enum.map((name) => ({ file: name, of }));
  }

  #isPaged({ request, route }) {
    return route.startsWith('GET ') && this.fieldsOf(request).has('limit');
  }
}

const isOf = (route) => route.includes(':participantId');
const isOfOperations = (route) => route.includes(' /ops/');

/** The path with what is known filled in, and for the rest an identifier of nobody. */
const pathOf = ({ route }, known) =>
  route.split(' ')[1].replace(/:([A-Za-z]+)/g, (_, name) => encodeURIComponent(known[name] ?? MADE_UP));
