/**
 * SQL: how many events wait to be sent. Where counts are untold, only those said in the open are counted; that the
 * others do not leave is then in the warnings of the relay alone.
 */
export const unsent = (countsUntold: boolean): string =>
  countsUntold
    ? "(select count(*)::int from outbox_message where type not like 'restricted.%')"
    : '(select count(*)::int from outbox_message)';
