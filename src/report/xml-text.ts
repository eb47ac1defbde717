import { visibleText } from '../core/visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Hostile text for an element or a quoted attribute of XML 1.0 or HTML: markup becomes text, and
 * what XML does not allow or a reader does not see becomes visible.
 */
export function escapeXml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character);
}
