import { escapeXml } from '../xml-text.ts';

/**
 * HTML that the program wrote. There is no other way to make one than the `markup` tag, and it
 * escapes every string that is put in: text from the data cannot become markup.
 */
export class Markup {
  readonly #html: string;

  private constructor(html: string) {
    this.#html = html;
  }

  /** From a template's own parts and the values between them. */
  static fromTemplate(parts: readonly string[], values: readonly Insert[]): Markup {
    let html = parts[0] ?? '';
    for (const [index, value] of values.entries())
      html += inserted(value) + (parts[index + 1] ?? '');
    return new Markup(html);
  }

  toString(): string {
    return this.#html;
  }
}

/** What may stand in a template: text and numbers (escaped), or markup. */
export type Insert = string | number | Markup | readonly Markup[];

/**
 * HTML from a template. Strings put in are made visible and escaped for elements and for quoted
 * attributes; they must not stand in a style, a script, a URL or an unquoted attribute.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Insert[]): Markup {
  return Markup.fromTemplate(parts, values);
}

/** Nothing, where a template has a place for something. */
export const NOTHING: Markup = markup``;

function inserted(value: Insert): string {
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeXml(String(value));
  return value.map((part) => part.toString()).join('');
}
