import { createHash } from 'node:crypto';

/**
 * A data cut at the end: its content has its hash, its table of grades is the one of now, and the arms, which the statistician of
 * the safety board alone reads, add up to it. @returns findings, and what was looked at
 */
export async function cutFindings({ facts, api }, cut) {
  const of = `/trials/${facts.id}/data-cuts/${cut.dataCutId}`;
  const grades = `/trials/${facts.id}/reports/maximum-grades`;
  const [monitor, statistician] = [
    await api.person('monitor', 'monitor'),
    await api.person('dsmb-statistician', 'dsmb-statistician'),
  ];
  const content = await monitor.attempt('GET', `${of}/files/content.json`);
  const frozen = await monitor.get(`${grades}?dataCutId=${cut.dataCutId}`);
  const now = await monitor.get(grades);
  const closed = await statistician.get(`${of}/closed-report`);
  const refused = await monitor.attempt('GET', `${of}/closed-report`);
  const findings = [
    ...(createHash('sha256').update(content.text).digest('hex') === cut.sha256 ? [] : ['the content has another hash']),
    ...(JSON.stringify(frozen) === JSON.stringify(now) ? [] : ['the cut and now are not the same']),
    ...notAddingUp(frozen, closed),
    ...(closed.coded === facts.masked ? [] : [`letters for arms: ${closed.coded}`]),
    ...(refused.status === 403 ? [] : [`a monitor asked for the closed report and was answered ${refused.status}`]),
  ];
  const sizes = closed.arms.map(({ participants }) => participants).join(' and ');
  return { findings, evidence: `${cut.adverseEvents} events with their hash; ${sizes} treated, by arm` };
}

/** Each class and grade of the pooled table, and everybody in it, is what the arms have together. */
function notAddingUp({ cells, participants }, { arms }) {
  const sum = (of) => arms.reduce((total, arm) => total + of(arm), 0);
  const inArm = ({ grades }, organClass, grade) => {
    const row = grades.find((each) => each.organClass === organClass && !each.related);
    return row[grade === 'unknown' ? 'unknown' : `grade${grade}`];
  };
  return [
    ...(sum((arm) => arm.participants) === participants ? [] : [`${participants} treated, in arms another number`]),
    ...cells
      .filter((cell) => sum((arm) => inArm(arm, cell.organClass, cell.grade)) !== cell.participants)
      .map(({ organClass, grade }) => `arms do not add up: ${organClass}, grade ${grade}`),
  ];
}
