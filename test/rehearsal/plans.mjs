import { codesFor } from './trial-facts.mjs';

/**
 * What is wrong with the plans of those who were randomised: each is to hold the visits the trial file gives them, every
 * one and no other. In an open trial those are the visits of their arm; in a masked one everybody has the same.
 */
export async function wrongPlans(world, monitor) {
  const findings = [];
  for (const { person, arm } of world.allocated) {
    const path = `/trials/${world.facts.id}/participants/${person.participantId}/visits`;
    const visits = await monitor.all(path, { quiet: true });
    const planned = visits.filter(({ kind }) => kind === 'scheduled').map(({ visitCode }) => visitCode);
    findings.push(...differences(person.number, codesFor(world.facts, { arm, ended: person.ended }), planned));
  }
  return findings;
}

/** Where an arm is not told that is open, or told that is not. */
export async function wronglyTold(world, monitor) {
  const seen = await monitor.all(`/trials/${world.facts.id}/participants`, { quiet: true });
  const armSeen = new Map(seen.map(({ participantId, arm }) => [participantId, arm]));
  return world.allocated.flatMap(({ person, arm }) => {
    const told = armSeen.get(person.participantId);
    return told === (world.facts.masked ? undefined : arm)
      ? []
      : [`participant ${person.number} is shown with the arm ${told ?? '(none)'}`];
  });
}

function differences(number, expected, planned) {
  const missing = expected.filter((code) => !planned.includes(code));
  const strange = planned.filter((code, index) => !expected.includes(code) || planned.indexOf(code) !== index);
  return [
    ...missing.map((code) => `participant ${number} has no ${code}`),
    ...strange.map((code) => `participant ${number} has a ${code} too many`),
  ];
}
