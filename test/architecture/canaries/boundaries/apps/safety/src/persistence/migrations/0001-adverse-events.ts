export const adverseEventsMigration = 'create table adverse_event ()';
