import type { Team, Ticket } from './ticket.ts';

type Weighted<Value> = readonly (readonly [value: Value, weight: number])[];

/** Where tickets come from that a vendor collected and labelled. */
export const VENDOR_SOURCE = 'vendor import';
export const WEB_SOURCE = 'web form';
/** The vendor's busiest annotator. */
export const BUSY_ANNOTATOR = 'brightdesk-04';

const TEAMS: Weighted<Team> = [
  ['shipping', 24],
  ['technical', 20],
  ['billing', 18],
  ['account', 14],
  ['refunds', 14],
  ['sales', 10],
];
const SOURCES: Weighted<string> = [
  [WEB_SOURCE, 34],
  ['email', 30],
  ['chat', 22],
  [VENDOR_SOURCE, 14],
];
const AGENTS: Weighted<string> = [
  'a.lindqvist',
  'b.osei',
  'c.moreau',
  'd.petrov',
  'e.nakamura',
  'f.costa',
  'g.haddad',
  'h.olsen',
  'i.romero',
  'j.kowalski',
  'k.byrne',
  'l.fischer',
  'm.okafor',
  'n.silva',
  'o.demir',
  'p.virtanen',
  'q.tran',
  'r.novak',
  's.iyer',
  't.brandt',
  'u.castillo',
  'v.jansen',
  'w.mbeki',
  'x.laurent',
  'y.cohen',
  'z.horvat',
  'a.mensah',
  'b.sorensen',
  'c.duarte',
  'd.walsh',
  'e.rossi',
  'f.lehmann',
  'g.suzuki',
  'h.aydin',
].map((name, index) => [name, 2 + (index % 5)]);
const ANNOTATORS: Weighted<string> = [
  ['brightdesk-01', 3],
  ['brightdesk-02', 3],
  ['brightdesk-03', 2],
  [BUSY_ANNOTATOR, 7],
  ['brightdesk-05', 2],
  ['brightdesk-06', 2],
];

const FIRST_DAY = Date.UTC(2026, 0, 5);
const DAYS = 182;
const DAY = 86_400_000;

/** Draws everything of a ticket but its text, independently of each other. */
export function drawOrigin(random: () => number): Omit<Ticket, 'text'> {
  const source = weighted(SOURCES, random);
  return {
    label: weighted(TEAMS, random),
    source,
    contributor: weighted(source === VENDOR_SOURCE ? ANNOTATORS : AGENTS, random),
    created: drawTime(random),
  };
}

/** A moment within six months: more on working days, most of it around noon. */
function drawTime(random: () => number): number {
  const day = FIRST_DAY + Math.floor(random() * DAYS) * DAY;
  const weekend = [0, 6].includes(new Date(day).getUTCDay());
  if (weekend && random() < 0.6) return drawTime(random);
  const timeOfDay = (random() + random() + random()) / 3;
  return day + Math.floor(timeOfDay * DAY);
}

function weighted<Value>(options: Weighted<Value>, random: () => number): Value {
  const total = options.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [value, weight] of options) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new RangeError('the weights do not add up');
}
