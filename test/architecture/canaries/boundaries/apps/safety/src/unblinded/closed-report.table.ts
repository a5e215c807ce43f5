export const closedReports = 'sealed';
