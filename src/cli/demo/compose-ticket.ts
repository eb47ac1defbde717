import { CLOSINGS, OPENINGS, REMARKS, SHARED_SLOTS } from './shared-phrases.ts';
import { TEAM_PHRASES, type TeamPhrases } from './team-phrases.ts';
import { compileChoice, pick, type Template } from './template.ts';
import { TEAMS, type Team } from './ticket.ts';

/** How often a ticket also touches on the business of another team. */
const SIDE_MATTER = 0.3;
const HASTY = 0.12;
const TYPO = 0.15;

interface TeamTemplates {
  readonly problem: Template;
  readonly detail: Template;
  readonly request: Template;
}

/** Composes the text of one ticket for a team, with the numbers of a seeded generator. */
export function ticketComposer(random: () => number): (team: Team) => string {
  const [opening, remark, closing] = [OPENINGS, REMARKS, CLOSINGS].map((texts) =>
    compileChoice(texts, SHARED_SLOTS),
  ) as [Template, Template, Template];
  const teams = new Map(TEAMS.map((team) => [team, compileTeam(TEAM_PHRASES[team])]));

  return (team) => {
    const own = teams.get(team) as TeamTemplates;
    const body = [own.problem(random), own.detail(random), remark(random)];
    if (random() < SIDE_MATTER) body.push(sideMatter(teams, team, random));
    if (random() < 0.4) body.push(remark(random));
    if (random() < 0.3) body.push(own.detail(random));
    reorder(body, random);
    body.push(own.request(random));
    const sentences = [opening(random), ...new Set(body), closing(random)];
    const text = sentences
      .filter((sentence) => sentence !== '')
      .map(sentenceCase)
      .join(' ');
    return asTyped(text, random);
  };
}

function compileTeam({ problems, details, requests }: TeamPhrases): TeamTemplates {
  return {
    problem: compileChoice(problems, SHARED_SLOTS),
    detail: compileChoice(details, SHARED_SLOTS),
    request: compileChoice(requests, SHARED_SLOTS),
  };
}

function sideMatter(
  teams: ReadonlyMap<Team, TeamTemplates>,
  except: Team,
  random: () => number,
): string {
  const other = teams.get(
    pick(
      TEAMS.filter((team) => team !== except),
      random,
    ),
  ) as TeamTemplates;
  return random() < 0.5 ? other.detail(random) : other.request(random);
}

/** Moves one sentence to another place in half of the tickets: people do not follow an outline. */
function reorder(sentences: string[], random: () => number): void {
  if (random() < 0.5) return;
  const [moved] = sentences.splice(Math.floor(random() * sentences.length), 1);
  if (moved !== undefined) sentences.splice(Math.floor(random() * sentences.length), 0, moved);
}

function sentenceCase(sentence: string): string {
  const tidy = sentence.replace(/ +/g, ' ').replace(/ ([.,?])/g, '$1');
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}

/** Hasty people write in lower case, and everybody swaps a letter now and then. */
function asTyped(text: string, random: () => number): string {
  const cased = random() < HASTY ? text.toLowerCase() : text;
  if (random() >= TYPO) return cased;
  const words = cased.split(' ');
  const at = Math.floor(random() * words.length);
  const word = words[at] ?? '';
  if (!/^[a-z]{4,}$/.test(word)) return cased;
  words[at] = `${word.charAt(0)}${word.charAt(2)}${word.charAt(1)}${word.slice(3)}`;
  return words.join(' ');
}
