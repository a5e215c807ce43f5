import type { Known } from '../case/known.js';
import type { Reporter, Sender, Study } from '../case/people.js';
import { qualifications, senderTypes, studyTypes } from '../code-lists/code-lists.js';
import { COUNTRY, ich } from '../code-lists/oids.js';
import { element, textElement, type XmlElement } from '../xml/xml-element.js';
import { act, link, made, unlessEmpty } from './acts.js';
import { code, foreignCode, id, knownText } from './hl7-values.js';

/** C.2.r: where the information comes from. Names, organisation, street and telephone leave as masked. */
export function reporterXml(reporter: Reporter): XmlElement {
  const { title, given, middle, family, street, city, state, postcode, telephone, country, qualification } = reporter;
  const part = (name: string, known: Known<string> | undefined) => made(known, (value) => knownText(name, value));
  const person = act(
    'assignedPerson',
    unlessEmpty(
      element(
        'name',
        {},
        part('prefix', masked(title)),
        part('given', masked(given)),
        // The second given name is found by its place, so the first is never left out before it.
        middle && !given ? knownText('given', { absent: 'NASK' }) : undefined,
        part('given', masked(middle)),
        part('family', masked(family)),
      ),
    ),
    act(
      'asQualifiedEntity',
      qualification === 'unknown'
        ? element('code', { nullFlavor: 'UNK' })
        : code('1.6', qualifications.codes[qualification]),
    ),
    made(country, countryOf),
  );
  const address = element(
    'addr',
    {},
    part('streetAddressLine', masked(street)),
    part('city', city),
    part('state', state),
    part('postalCode', masked(postcode)),
  );
  const phone = made(masked(telephone), (known) =>
    element('telecom', 'value' in known ? { value: `tel:${known.value}` } : { nullFlavor: known.absent }),
  );
  const entity = act('assignedEntity', unlessEmpty(address), phone, person, departmentOf(reporter));
  return act(
    'outboundRelationship',
    reporter.primary ? element('priorityNumber', { value: '1' }) : undefined,
    act(
      'relatedInvestigation',
      code('1.22', '2'),
      link('subjectOf2', 'SUBJ', act('controlActEvent', act('author', entity))),
    ),
  );
}

function departmentOf({ department, organisation }: Reporter): XmlElement | undefined {
  const name = made(masked(department), (known) => knownText('name', known));
  const above = made(masked(organisation), (known) =>
    act('assignedEntity', act('representedOrganization', knownText('name', known))),
  );
  return unlessEmpty(act('representedOrganization', name, above));
}

const countryOf = (country: string): XmlElement =>
  act(
    'asLocatedEntity',
    element('location', { classCode: 'COUNTRY', determinerCode: 'INSTANCE' }, foreignCode(COUNTRY, country)),
  );

/** C.3: who sends. No person, no address, no telephone (GVP VI addendum II): only what is left is written. */
export const senderXml = ({ type, organisation, department, email }: Sender): XmlElement =>
  link(
    'subjectOf1',
    'SUBJ',
    act(
      'controlActEvent',
      act(
        'author',
        act(
          'assignedEntity',
          code('1.7', senderTypes.codes[type]),
          made(email, (address) => element('telecom', { value: `mailto:${address}` })),
          act(
            'representedOrganization',
            made(department, (name) => textElement('name', name)),
            act('assignedEntity', act('representedOrganization', textElement('name', organisation))),
          ),
        ),
      ),
    ),
  );

/** C.5: the trial. It stands under the patient. */
export const studyXml = ({ name, sponsorNumber, registrations }: Study): XmlElement =>
  link(
    'subjectOf1',
    'SBJ',
    act(
      'researchStudy',
      id('3.5', sponsorNumber),
      element('code', { code: studyTypes.codes['clinical-trial'], codeSystem: ich('1.8') }),
      textElement('title', name),
      registrations.map(({ number, country }) =>
        act(
          'authorization',
          act(
            'studyRegistration',
            id('3.6', number),
            act('author', act('territorialAuthority', act('governingPlace', foreignCode(COUNTRY, country)))),
          ),
        ),
      ),
    ),
  );

/** What leaves of a masked element: that it is known, or why it is not; nothing where nobody said anything. */
const masked = (known: Known<string> | undefined): Known<string> | undefined =>
  known && 'value' in known ? { absent: 'MSK' } : known;
