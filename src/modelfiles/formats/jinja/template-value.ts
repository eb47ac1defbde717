/** What is known of a value in a template without rendering it. */
export interface TemplateValue {
  /**
   * Every text that it can be, where they are known: none for a number, a truth value or nothing.
   * Of a list, what its items can be.
   */
  readonly texts: readonly string[] | null;
  /** The number, where it is known. */
  readonly number: number | null;
  /**
   * Whether it can hold an underscore that the template itself brings in: without one, no name leads
   * into Python's insides.
   */
  readonly built: boolean;
  /** Whether it is a generator, whose own description holds underscores. */
  readonly lazy: boolean;
  /** Whether it is a macro of the template. */
  readonly macro: boolean;
  /** Whether it is the conversation or a message, or lists of them. */
  readonly conversation: boolean;
  /** Whether it is made from what someone wrote in a message. */
  readonly content: boolean;
  /** Whether such content was cut at a text of the template. */
  readonly cut: boolean;
  /** Whether it tells what such content says. */
  readonly asked: boolean;
  /** Whether it is made from the time. */
  readonly clock: boolean;
}

type Trait = Exclude<keyof TemplateValue, 'texts' | 'number'>;

const TRAITS: readonly Trait[] = [
  ...(['built', 'lazy', 'macro', 'conversation', 'content', 'cut', 'asked', 'clock'] as const),
];

/** Texts that are followed one by one; beyond it they count as unknown. */
const MOST_TEXTS = 32;

/** What the caller of the template gives it, but for the conversation. */
export const INPUT: TemplateValue = {
  texts: null,
  number: null,
  ...{ built: false, lazy: false, macro: false, conversation: false },
  ...{ content: false, cut: false, asked: false, clock: false },
};

/** A truth value, or nothing. */
export const WORD: TemplateValue = { ...INPUT, texts: [] };

export function textValue(text: string): TemplateValue {
  return textsValue([text]);
}

export function numberValue(number: number | null): TemplateValue {
  return { ...WORD, number };
}

/** A value made from others: it carries what any of them carries, and is none of them. */
export function mixed(values: readonly TemplateValue[]): TemplateValue {
  const traits = TRAITS.map((trait) => [trait, values.some((value) => value[trait])] as const);
  return { ...INPUT, ...(Object.fromEntries(traits) as Record<Trait, boolean>) };
}

/** A value that is one of several. */
export function either(values: readonly TemplateValue[]): TemplateValue {
  const [first = WORD] = values;
  const number = values.every((value) => value.number === first.number) ? first.number : null;
  return { ...mixed(values), texts: unionOf(values.map(({ texts }) => texts)), number };
}

/** Two texts one behind the other. */
export function joined(first: TemplateValue, second: TemplateValue): TemplateValue {
  const [left, right] = [first.texts ?? [], second.texts ?? []];
  const known = left.length > 0 && right.length > 0 && left.length * right.length <= MOST_TEXTS;
  if (!known || !isPlain(first) || !isPlain(second)) return mixed([first, second]);
  return textsValue(left.flatMap((one) => right.map((other) => one + other)));
}

export function isSame(first: TemplateValue, second: TemplateValue): boolean {
  const texts = first.texts?.join('\0') === second.texts?.join('\0');
  return (
    texts &&
    (first.texts === null) === (second.texts === null) &&
    first.number === second.number &&
    TRAITS.every((trait) => first[trait] === second[trait])
  );
}

function textsValue(texts: readonly string[]): TemplateValue {
  return { ...INPUT, texts, built: texts.some((text) => /[_%]/.test(text)) };
}

/** Whether nothing but its texts is known of a value. */
function isPlain(value: TemplateValue): boolean {
  return value.number === null && TRAITS.every((trait) => trait === 'built' || !value[trait]);
}

function unionOf(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  const union = new Set<string>();
  for (const list of lists) {
    if (list === null) return null;
    for (const text of list) union.add(text);
  }
  return union.size <= MOST_TEXTS ? [...union].sort() : null;
}
