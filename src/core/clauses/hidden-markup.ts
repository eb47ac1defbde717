/** Why a reader of the rendered text does not see a stretch of it. */
export type HiddenBy = 'comment' | 'style' | 'attribute' | 'link' | 'encoding';

export interface HiddenStretch {
  readonly start: number;
  readonly end: number;
  readonly by: HiddenBy;
}

const TAG = /<([a-z][a-z0-9]{0,15})\b([^<>]{1,2000})>/giu;
const UNSEEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|color\s*:\s*(?:#fff(?:fff)?|white)\b|(?:^|\s)hidden(?:\s|=|$)|aria-hidden\s*=\s*["']?true/iu;
const ATTRIBUTE =
  /(?:^|\s)(?:alt|title|aria-[a-z]{1,20}|data-[a-z-]{1,30}|content|summary|placeholder)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})')/giu;
/** Reference definitions that render as nothing: `[//]: # (text)`. */
const MARKDOWN_COMMENT =
  /^\[[^\]\n]{1,40}\]:[ \t]{0,4}\S{1,200}[ \t]{1,4}[("']([^\n]{1,2000})[)"']\s*$/gmu;
const LINK_TITLE = /\]\([^()\s]{1,500}[ \t]{1,4}"([^"\n]{1,500})"\)/gu;
const LONGEST_HIDDEN = 5000;

/** The stretches of a text that its markup hides from readers but not from programs, in order. */
export function hiddenStretches(text: string): HiddenStretch[] {
  const found: HiddenStretch[] = [];
  if (text.includes('<')) found.push(...comments(text), ...hiddenByTags(text));
  if (text.includes('](') || text.includes(']:'))
    found.push(
      ...groupsOf(text, MARKDOWN_COMMENT, 'comment'),
      ...groupsOf(text, LINK_TITLE, 'link'),
    );
  return found.sort((one, other) => one.start - other.start);
}

function comments(text: string): HiddenStretch[] {
  const found: HiddenStretch[] = [];
  for (let at = text.indexOf('<!--'); at !== -1; ) {
    const end = text.indexOf('-->', at + 4);
    const stop = end === -1 ? text.length : end;
    found.push({ start: at + 4, end: Math.min(stop, at + LONGEST_HIDDEN), by: 'comment' });
    at = end === -1 ? -1 : text.indexOf('<!--', end);
  }
  return found;
}

function hiddenByTags(text: string): HiddenStretch[] {
  const found: HiddenStretch[] = [];
  for (const tag of text.matchAll(TAG)) {
    const [whole, name = '', attributes = ''] = tag;
    const inside = tag.index + whole.length;
    if (UNSEEN_STYLE.test(attributes)) {
      const within = text.slice(inside, inside + LONGEST_HIDDEN);
      const close = within.indexOf(`</${name}`);
      const end = inside + (close === -1 ? within.length : close);
      found.push({ start: inside, end, by: 'style' });
    }
    for (const attribute of attributes.matchAll(ATTRIBUTE)) {
      const value = attribute[1] ?? attribute[2] ?? '';
      const start =
        tag.index + 1 + name.length + attribute.index + attribute[0].length - value.length - 1;
      found.push({ start, end: start + value.length, by: 'attribute' });
    }
  }
  return found;
}

function groupsOf(text: string, pattern: RegExp, by: HiddenBy): HiddenStretch[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    return { start, end: start + value.length, by };
  });
}

const BASE64 = /(?:[A-Za-z0-9+/]{4}){10,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/gu;
/** Hardly any text has a run so long; the test for one is quick. */
const LONG_RUN = /[A-Za-z0-9+/]{40}/u;
/** So much of what was decoded must be letters and spaces to be text. */
const TEXT_SHARE = 0.9;

export interface DecodedText {
  readonly text: string;
  /** Where it stood encoded. */
  readonly start: number;
  readonly end: number;
}

/** Texts that stand in a text as base64. */
export function decodedTexts(text: string): DecodedText[] {
  if (!LONG_RUN.test(text)) return [];
  const found: DecodedText[] = [];
  for (const match of text.matchAll(BASE64)) {
    const decoded = Buffer.from(match[0].slice(0, LONGEST_HIDDEN), 'base64').toString('utf8');
    const plain = decoded.match(/[a-z ]/giu)?.length ?? 0;
    if (plain >= TEXT_SHARE * decoded.length && decoded.includes(' '))
      found.push({ text: decoded, start: match.index, end: match.index + match[0].length });
  }
  return found;
}
