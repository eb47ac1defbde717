import { CLAUSE_CLASSES, CLAUSE_WORDS } from './clause-words.ts';

const ARTICLES_AND_DETERMINERS =
  'a an the this these those each every either neither some any no all both half such another other own same few many much more most less least several enough';
const PRONOUNS =
  'i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves one ones someone somebody something anyone anybody anything everyone everybody everything nobody nothing none';
const PREPOSITION_WORDS =
  'about above across against along among amid around at behind below beneath beside besides between beyond by despite down during except for from in inside into like near of off on onto out outside over past per through throughout to toward towards under underneath up upon via with within without';
const AUXILIARIES =
  'am is are was were be been being have has had having do does did doing done can could may might must shall should will would ought need dare get gets got s t re ve ll d m n';
const PARTICLES =
  'not never also too very just only then there here again ever always often still already yet almost quite rather really perhaps maybe well please however therefore thus hence indeed instead otherwise moreover furthermore meanwhile';

/**
 * The closed classes of English: words that carry no topic. A frame of a sentence keeps these; what
 * comes and goes between them is content.
 */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set([
  ...[ARTICLES_AND_DETERMINERS, PRONOUNS, PREPOSITION_WORDS, AUXILIARIES, PARTICLES].flatMap(
    (words) => words.split(' '),
  ),
  ...CLAUSE_CLASSES.flatMap((name) => CLAUSE_WORDS[name]),
]);

export const PREPOSITIONS: ReadonlySet<string> = new Set(PREPOSITION_WORDS.split(' '));
