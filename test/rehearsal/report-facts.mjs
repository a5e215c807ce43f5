/** The figures of the report, read through the public API by the people who would read them. */
export async function gatherReport(world) {
  const base = `/trials/${world.facts.id}`;
  const monitor = await world.api.person('monitor', 'monitor');
  const participants = await monitor.all(`${base}/participants`);
  const followed = participants.filter(({ treatedAt }) => treatedAt);
  // One after the other: the order of what is read is part of what two worlds are compared by.
  const perParticipant = async (path) => {
    const items = [];
    for (const { participantId } of followed)
      items.push(...(await monitor.all(`${base}/participants/${participantId}/${path}`)));
    return items;
  };
  const visits = await perParticipant('visits');
  const forms = await perParticipant('assignments');
  const results = await perParticipant('results');
  const adverseEvents = await monitor.all(`${base}/adverse-events`);
  const clocks = await monitor.all(`${base}/reporting-clocks`);
  const maximum = await monitor.get(`${base}/reports/maximum-grades`);
  const local = world.facts.localToxicity && (await monitor.get(`${base}/reports/local-toxicity`));
  return {
    enrolment: {
      screened: participants.length,
      screenFailures: participants.filter(({ status }) => status === 'screen-failed').length,
      randomised: participants.filter(({ randomisedAt }) => randomisedAt).length,
      treated: followed.length,
      ...countBy(followed, ({ status }) => status),
    },
    visits: {
      planned: visits.length,
      ...countBy(visits, ({ state, position }) =>
        state === 'done' && position !== 'in-window' ? 'done out of window' : state,
      ),
    },
    forms: { assigned: forms.length, ...countBy(forms, ({ status }) => status), byInstrument: byInstrument(forms) },
    laboratory: { results: results.length, ...countBy(results, ({ position }) => `position ${position}`) },
    adverseEvents: {
      total: adverseEvents.length,
      serious: adverseEvents.filter(({ serious }) => serious).length,
      ...countBy(adverseEvents, ({ status, source }) => `${status} (${source})`),
      byGrade: countBy(
        adverseEvents.filter(({ status }) => status === 'confirmed'),
        ({ grade }) => `grade ${grade ?? 'unknown'}`,
      ),
    },
    clocks: { total: clocks.length, ...countBy(clocks, ({ clock, state }) => `${clock} ${state}`) },
    ...(local ? { localToxicity: localFigures(local) } : {}),
    maximumGrades: { untilDay: maximum.untilDay, participants: maximum.participants, rows: gradeRows(maximum) },
  };
}

const localFigures = ({ untilDay, participants, yes, no, notAssessed, items, background, ...rest }) => ({
  ...{ untilDay, participants, yes, no, notAssessed, adverseEvents: rest.adverseEvents },
  unlinked: countBy(rest.unlinkedFindings, ({ state }) => state),
  rows: [...items, ...background].filter((row) => row.participants > 0),
});

const countBy = (items, keyOf) => {
  const counts = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
};

function byInstrument(forms) {
  const names = [...new Set(forms.map(({ instrument }) => instrument))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const own = forms.filter(({ instrument }) => instrument === name);
      const answered = own.filter(({ status }) => status === 'answered');
      return [name, { assigned: own.length, answered: answered.length, meanScores: meanScores(answered) }];
    }),
  );
}

function meanScores(forms) {
  const sums = {};
  for (const { scores } of forms) {
    for (const [name, value] of Object.entries(scores ?? {})) {
      if (value === null) continue;
      sums[name] = { sum: (sums[name]?.sum ?? 0) + value, n: (sums[name]?.n ?? 0) + 1 };
    }
  }
  return Object.fromEntries(
    Object.entries(sums).map(([name, { sum, n }]) => [name, { mean: Number((sum / n).toFixed(3)), n }]),
  );
}

/** One row per organ class with any event; columns are maximum grades. */
function gradeRows({ cells, localToxicity }) {
  const classes = [...new Set(cells.map(({ organClass }) => organClass))];
  return classes
    .map((organClass) => ({
      organClass,
      localToxicity: localToxicity.find((row) => row.organClass === organClass)?.events ?? 0,
      grades: Object.fromEntries(
        cells.filter((cell) => cell.organClass === organClass).map(({ grade, participants }) => [grade, participants]),
      ),
    }))
    .filter(({ grades }) => Object.entries(grades).some(([grade, participants]) => grade !== '0' && participants > 0));
}
