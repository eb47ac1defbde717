const NO_BREAK = '\u00A0';
const NARROW = '\u202F';
const THIN = '\u2009';

/** Where `~` stands, typographers of the language put one of several unbreakable or narrow spaces. */
const FRENCH: readonly string[] = [
  'Comment allez-vous~?',
  'Quelle surprise~! Je n’y croyais plus.',
  'Il a répondu~: « peut-être ».',
  '«~Bonjour~», dit-elle en souriant.',
  'Trois villes sont citées~; Lyon, Lille et Nantes.',
  'Une hausse de 12~% en un an.',
  'La maison coûte 250~000~€.',
  'Rendez-vous à 14~h au 3~rue des Lilas.',
];
const NUMBERS: readonly string[] = [
  'Die Strecke ist 42~km lang und kostet 5~€.',
  'The sample weighed 3.5~kg at 21~°C.',
  'Vzdálenost je 10~km, cena 1~200~Kč.',
  'Odległość wynosi 7~km, czyli 7~000~m.',
  'Население города составляет 1~250~000 человек.',
  'Это случилось в 1991~году, см. рис.~3 и §~12.',
  'See Fig.~4 and page~17 of the manual.',
  'Battery capacity: 4~500~mAh, weight 180~g.',
  'Température moyenne : 18~°C, vent 30~km/h.',
  'U = 5~V, R = 10~kΩ, d = 2~Å.',
];
const SHORT_WORDS: readonly string[] = [
  'V~lese bylo ticho a~v~domě také.',
  'Pojechaliśmy w~góry z~całą rodziną.',
  'Мы живём в~городе, а~они на~даче.',
  'Знал~бы я~раньше, сказал~же сразу.',
  'Dr.~Watson met Mr.~Holmes in St.~Albans.',
  'Das ist z.~B. bei J.~S. Bach so.',
  'А.~С.~Пушкин родился в~Москве.',
  'I~am sure that a~friend will come.',
];
const DASHES: readonly string[] = [
  'Москва~— столица России.',
  'Er kam~– wie immer~– zu spät.',
  'The answer~—~he thought~—~was obvious.',
];

function filled(templates: readonly string[], spaces: readonly string[]): string[] {
  return templates.flatMap((template) => spaces.map((space) => template.replaceAll('~', space)));
}

/** Spaces other than the plain one, in the places that typography gives them. */
export const SPACING_USES: readonly string[] = [
  ...filled(FRENCH, [NO_BREAK, NARROW, THIN]),
  ...filled(NUMBERS, [NO_BREAK, NARROW, THIN, '\u2007']),
  ...filled(SHORT_WORDS, [NO_BREAK, NARROW]),
  ...filled(DASHES, [NO_BREAK, NARROW, THIN, '\u200A']),
  'First line\n\u2003indented second line\n\u2003indented third line',
  '東京都　渋谷区',
  '　吾輩は猫である。名前はまだ無い。',
  '氏名　山田　太郎　様',
  '标题　第一章',
  '　　从前有座山，山里有座庙。',
  '회사명：　한국전자　대표',
  '2024年　第Ⅲ四半期　ABC　株式会社',
  '\u283F\u2800\u2817\u2801\u280A\u280E\u2811\u2800\u2847',
  'a\u205F=\u205Fb\u205F+\u205F2',
  '\u115F\u1161\u11AB은 옛글이다',
];
