import type { openStandings } from '@trial/contracts';
import type { CellBasis } from '../domain/casebook/cell.js';
import type { Visit } from '../domain/visit.js';

export type OpenStanding = (typeof openStandings)[number];

/** A visit as the statement gives it: values in a row, because names would be most of the bytes. */
type VisitValues = readonly [
  id: string,
  visitCode: string,
  kind: Visit['kind'],
  state: CellBasis['state'],
  provisional: boolean,
  contactOnly: boolean,
  unit: CellBasis['unit'],
  opensAt: number,
  targetAt: number,
  closesAt: number,
  plannedFor: number | null,
  occurredAt: number | null,
  occurredOn: CellBasis['occurredOn'],
];
/** Forms of a visit that has some. */
type FormsValues = readonly [visitId: string, due: number, answered: number];
/** The deviation of a visit that stands; a visit that is neither done nor missed has none. */
type DeviationValues = readonly [visitId: string, state: 'drafted' | 'confirmed'];

/** What is known of a participant on the page; null when there is none of it. */
export interface KnownOfParticipant {
  readonly visits: readonly VisitValues[] | null;
  readonly forms: readonly FormsValues[] | null;
  readonly deviations: readonly DeviationValues[] | null;
}

/** What the cells of a participant depend on: visits, each with its forms and its deviation. */
export function basesOf({ visits, forms, deviations }: KnownOfParticipant): (CellBasis & Pick<Visit, 'id' | 'kind'>)[] {
  const formsOf = new Map(forms?.map((values) => [values[0], values]));
  const deviationOf = new Map(deviations ?? []);
  return (visits ?? []).map((values) => basisOf(values, formsOf.get(values[0]), deviationOf.get(values[0])));
}

/** Field by field: what is added to a copied object costs a microsecond each, and a page has thousands. */
const basisOf = (
  values: VisitValues,
  forms: FormsValues | undefined,
  deviation: DeviationValues[1] | undefined,
): CellBasis & Pick<Visit, 'id' | 'kind'> => ({
  id: values[0],
  visitCode: values[1],
  kind: values[2],
  state: values[3],
  provisional: values[4],
  contactOnly: values[5],
  unit: values[6],
  opensAt: values[7],
  targetAt: values[8],
  closesAt: values[9],
  plannedFor: values[10],
  occurredAt: values[11],
  occurredOn: values[12],
  deviation: deviation ?? null,
  formsDue: forms?.[1] ?? 0,
  formsAnswered: forms?.[2] ?? 0,
});

const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;

/** `standingOf` of a planned visit, for a search: `$8` is now. A window in hours holds its last instant, one in days does not. */
const isOver = `(visit.closes_at < $8 or (visit.closes_at = $8 and visit.unit = 'days'))`;
const STANDS: Readonly<Record<OpenStanding, string>> = {
  upcoming: 'visit.opens_at > $8',
  open: `visit.opens_at <= $8 and visit.target_at > $8 and not ${isOver}`,
  due: `visit.opens_at <= $8 and visit.target_at <= $8 and not ${isOver}`,
  overdue: `visit.opens_at <= $8 and ${isOver}`,
};

/** As its index has it; `coalesce` would keep the code from being looked up, because row-level security does not trust it. */
const CODE = `(case when participant.participant_code is null then '' else participant.participant_code end) collate "C"`;

const having = (standing: OpenStanding): string => `
  and exists (
    select 1 from visit
     where visit.participant_id = participant.id and visit.state = 'planned' and ${STANDS[standing]})`;

/**
 * The next participants of some sites, and of each all visits in one value, all forms in another and all deviations in a third:
 * one statement, and no object per row on the way. Site by site, because an index holds the order of one site: no more rows are
 * read than a page of each site has. Visits, forms and deviations are looked up once for each participant on the page, and put
 * together by whoever reads them: to join them here Postgres would count the forms anew for every visit.
 *
 * `$1` trial; `$2` to `$4` sites in their order, and of each the code and id to go on behind; `$5` and `$6` codes from and
 * before; `$7` how many; `$8` now, when participants are sought by how their visits stand.
 */
export const casebookSql = (
  standing: OpenStanding | undefined,
  { formRules, answeredBy }: { formRules: readonly string[]; answeredBy: string },
): string => `
  with page as (
    select next.*, site.place
      from unnest($2::text[], $3::text[], $4::uuid[]) with ordinality as site (id, after_code, after_id, place)
     cross join lateral (
       select participant.*, ${CODE} as code
         from participant
        where participant.trial_id = $1 and participant.site_id = site.id
          and ${CODE} >= $5 and ${CODE} < $6
          and (${CODE}, participant.id) > (site.after_code collate "C", site.after_id)
          ${standing === undefined ? '' : having(standing)}
        order by ${CODE}, participant.id
        limit $7) as next
     order by site.place, next.code, next.id
     limit $7)
  select page.id, page.site_id as "siteId", page.code,
         page.consented_at is not null as "hasConsented",
         page.randomised_at is not null as "isRandomised", page.anchor_at is not null as "isTreated",
         page.screening_failed as "screeningFailed", page.ended_as as "endedAs",
         visits.list as visits, forms.list as forms, deviations.list as deviations
    from page
    left join lateral (
      select json_agg(json_build_array(
               visit.id, visit.visit_code, visit.kind, visit.state, visit.provisional, visit.contact_only, visit.unit,
               ${ms('visit.opens_at')}, ${ms('visit.target_at')}, ${ms('visit.closes_at')},
               ${ms('visit.planned_for')}, ${ms('visit.occurred_at')},
               case when visit.occurred_on is not null then json_build_array(visit.occurred_on, visit.zone) end)
               order by visit.target_at, visit.id) as list
        from visit
       where visit.participant_id = page.id) as visits on true
    left join lateral (
      select json_agg(json_build_array(form.visit_id, form.due, form.answered)) as list
        from (
          select work_item.visit_id,
                 count(*) filter (where work_item.ended_at is null and page.ended_at is null) as due,
                 count(*) filter (where work_item.ended_by = ${quoted(answeredBy)}) as answered
            from work_item
           where work_item.participant_id = page.id and work_item.visit_id is not null
             and work_item.rule in (${formRules.map(quoted).join(', ')})
           group by work_item.visit_id) as form) as forms on true
    left join lateral (
      select json_agg(json_build_array(standing.visit_id, standing.state)) as list
        from (
          select deviation.visit_id, max(deviation.state) as state
            from deviation
           where deviation.participant_id = page.id and deviation.state in ('drafted', 'confirmed')
           group by deviation.visit_id) as standing) as deviations on true
   order by page.place, page.code, page.id`;

/** Codes of our own tables; none has a quote. */
const quoted = (code: string): string => `'${code}'`;
