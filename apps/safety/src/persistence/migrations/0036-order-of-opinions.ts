import { defineMigration, seeingAllRows } from '@trial/persistence';

/** Opinions on an event are counted, so that two of one moment have an order too; those that are there keep theirs. */
export const OrderOfOpinions0036 = defineMigration(36, 'OrderOfOpinions', [
  `alter table causality_opinion add column ordinal integer`,
  ...seeingAllRows(
    ['causality_opinion'],
    [
      `alter table causality_opinion disable trigger audit`,
      `update causality_opinion opinion set ordinal = counted.ordinal
         from (select id, row_number() over (partition by adverse_event_id order by given_at, id) as ordinal
                 from causality_opinion) counted
        where counted.id = opinion.id`,
      `alter table causality_opinion enable trigger audit`,
    ],
  ),
  `alter table causality_opinion alter column ordinal set not null`,
  `drop index causality_opinion_event`,
  `create unique index causality_opinion_once on causality_opinion (adverse_event_id, ordinal)`,
]);
