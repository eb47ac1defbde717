import assert from 'node:assert/strict';

/** A start tag of checked markup. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Names of the elements around it, outermost first. */
  readonly inside: readonly string[];
}

const TOKEN =
  /<\/(?<close>[a-zA-Z][\w-]*)>|<(?<open>[a-zA-Z][\w-]*)(?<attributes>(?:\s+[\w-]+(?:="[^"<]*")?)*)\s*(?<empty>\/?)>|(?<text>[^<]+)/gy;
const ATTRIBUTE = /([\w-]+)(?:="([^"<]*)")?/g;
const ENTITY = /^(?:&(?:amp|lt|gt|quot|#39|#96);|[^&])*$/;

/**
 * Reads markup strictly: every tag closed in order, every attribute in double quotes, no stray
 * `<` or `&`, no character that XML 1.0 forbids. Throws an assertion error otherwise.
 *
 * @param empty elements without an end tag, as HTML has
 */
export function readMarkup(source: string, empty: readonly string[] = []): readonly Tag[] {
  assert.ok(isXmlText(source), 'no character that XML forbids');
  const tags: Tag[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    assert.ok(match, `broken markup at: ${source.slice(at, at + 80)}`);
    const { close, open: name, attributes, empty: slash, text } = match.groups ?? {};
    if (text !== undefined) {
      assert.match(open.at(-1) === 'style' ? '' : text, ENTITY);
    } else if (close !== undefined) {
      assert.equal(open.pop(), close, `end tag at ${at}`);
    } else if (name !== undefined) {
      tags.push({ name, attributes: readAttributes(attributes ?? ''), inside: [...open] });
      if (slash !== '/' && !empty.includes(name)) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return tags;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, value] of source.matchAll(ATTRIBUTE)) {
    assert.match(value ?? '', ENTITY);
    assert.ok(name !== undefined && !attributes.has(name));
    attributes.set(name, value ?? '');
  }
  return attributes;
}

/** Production `Char` of XML 1.0, §2.2. */
function isXmlText(source: string): boolean {
  return /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(source);
}
