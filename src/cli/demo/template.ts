/** Expands a text with the numbers of a seeded generator. */
export type Template = (random: () => number) => string;

/** Alternatives by name, for `{name}` in a template. */
export type Slots = Readonly<Record<string, readonly string[]>>;

/**
 * Compiles a template: `[a|b|c]` is one of the alternatives (each may hold slots), `{name}` one of
 * the slot's alternatives (templates themselves), `#` a decimal digit.
 *
 * @throws RangeError for a slot that does not exist, or for brackets within brackets.
 */
export function compileTemplate(text: string, slots: Slots): Template {
  const parts = text.split(/(\[[^\]]*\]|\{[a-z ]+\}|#)/).filter((part) => part !== '');
  if (parts.some((part) => /^.+\[|^[^[].*\]/.test(part))) throw new RangeError(`nested: ${text}`);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return compilePart(only, slots);
  const compiled = parts.map((part) => compilePart(part, slots));
  return (random) => {
    let expanded = '';
    for (const part of compiled) expanded += part(random);
    return expanded;
  };
}

/** Compiles alternatives into one template that picks among them with equal chances. */
export function compileChoice(texts: readonly string[], slots: Slots): Template {
  const templates = texts.map((text) => compileTemplate(text, slots));
  return (random) => pick(templates, random)(random);
}

/** One of the values, with equal chances. */
export function pick<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError('there is nothing to pick from');
  return value;
}

function compilePart(part: string, slots: Slots): Template {
  if (part === '#') return (random) => String(Math.floor(random() * 10));
  if (part.startsWith('[')) return compileChoice(part.slice(1, -1).split('|'), slots);
  if (!part.startsWith('{')) return () => part;
  const alternatives = slots[part.slice(1, -1)];
  if (alternatives === undefined) throw new RangeError(`no slot ${part}`);
  return compileChoice(alternatives, slots);
}
