import { z } from 'zod';
import { unless, type Finding } from './invalid-trial-file.js';
import { count, day } from './shapes.js';

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** A time of day on the clock of the site, `HH:MM`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:30');

/** When a site sees participants, and how many. A site without one takes an appointment at any moment (S09, S24). */
export const clinic = z.strictObject({
  days: z.array(weekday).min(1),
  hours: z.strictObject({ from: timeOfDay, until: timeOfDay }),
  /** Slots follow each other from the opening on, in elapsed minutes; `places` is how many participants share one. */
  slot: z.strictObject({ minutes: count, places: count }),
  /** How many participants in one day, where that is fewer than the slots hold. */
  placesPerDay: count.exactOptional(),
  /** Holidays and other days on which nobody is seen. */
  closedOn: z.array(day).default([]),
});

type Clinic = z.output<typeof clinic>;
type DeepReadonlyClinic = Readonly<Omit<Clinic, 'days' | 'closedOn'>> & {
  readonly days: readonly Clinic['days'][number][];
  readonly closedOn: readonly string[];
};

/** What is wrong with the clinics of a trial's sites; the path names the site by its code. */
export function clinicFindings({ sites }: { readonly sites: readonly SiteWithClinic[] }): readonly Finding[] {
  return sites.flatMap(({ code, clinic: hours }) => (hours ? findingsOf(hours, `sites.${code}.clinic`) : []));
}

interface SiteWithClinic {
  readonly code: string;
  readonly clinic?: DeepReadonlyClinic;
}

function findingsOf({ days, hours, slot, placesPerDay, closedOn }: DeepReadonlyClinic, field: string) {
  const open = minutesOf(hours.until) - minutesOf(hours.from);
  const slots = Math.floor(open / slot.minutes);
  return [
    ...repeated(days).map((name) => ({ field: `${field}.days`, rule: `${name} is there twice` })),
    ...repeated(closedOn).map((on) => ({ field: `${field}.closedOn`, rule: `${on} is there twice` })),
    ...(open <= 0
      ? [{ field: `${field}.hours`, rule: 'must open before it closes, on the same day' }]
      : unless(slots >= 1, `${field}.slot.minutes`, 'a slot must fit between opening and closing')),
    ...unless(
      placesPerDay === undefined || open <= 0 || slots < 1 || placesPerDay < slots * slot.places,
      `${field}.placesPerDay`,
      `limits nothing: the slots of a day hold ${slots * slot.places}`,
    ),
  ];
}

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
