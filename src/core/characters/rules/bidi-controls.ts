import { isLetter, propertiesOf, scriptSetIn } from '../character-properties.ts';
import { codePointAfter, codePointBefore, HORIZON, widthOf } from '../neighbours.ts';
import { Group, groupOfSet } from '../script-groups.ts';
import type { Survey } from '../survey.ts';

const PDF = 0x202c;
const PDI = 0x2069;
const OVERRIDES: ReadonlySet<number> = new Set([0x202d, 0x202e]);
const EMBEDDINGS: ReadonlySet<number> = new Set([0x202a, 0x202b]);
const ISOLATES: ReadonlySet<number> = new Set([0x2066, 0x2067, 0x2068]);
const MARKS: ReadonlySet<number> = new Set([0x061c, 0x200e, 0x200f]);

type Direction = 'left' | 'right' | 'none';

export interface BidiVerdict {
  readonly offset: number;
  readonly reason: string;
}

function directionOf(codePoint: number): Direction {
  if (codePoint < 0 || !isLetter(codePoint)) return 'none';
  const group = groupOfSet(scriptSetIn(propertiesOf(codePoint)));
  return group === Group.rightToLeft ? 'right' : 'left';
}

/** Direction of the nearest letter before an offset, within the line and the horizon. */
function directionBefore(text: string, offset: number): Direction {
  let at = offset;
  for (let steps = 0; steps < HORIZON; steps++) {
    const codePoint = codePointBefore(text, at);
    if (codePoint < 0 || codePoint === 0x0a) return 'none';
    const direction = directionOf(codePoint);
    if (direction !== 'none') return direction;
    at -= widthOf(codePoint);
  }
  return 'none';
}

function directionAfter(text: string, offset: number): Direction {
  let at = offset;
  for (let steps = 0; steps < HORIZON; steps++) {
    const codePoint = codePointAfter(text, at);
    if (codePoint < 0 || codePoint === 0x0a) return 'none';
    const direction = directionOf(codePoint);
    if (direction !== 'none') return direction;
    at += widthOf(codePoint);
  }
  return 'none';
}

/** Pairs embeddings and isolates as UAX 9 does (BD9), line by line, and judges each control. */
class BidiJudge {
  readonly #survey: Survey;
  readonly #verdicts: BidiVerdict[] = [];
  readonly #isMostlyRightToLeft: boolean;
  #open: number[] = [];

  constructor(survey: Survey) {
    this.#survey = survey;
    const { letters } = survey;
    this.#isMostlyRightToLeft =
      (letters[Group.rightToLeft] ?? 0) > 0 &&
      (letters[Group.rightToLeft] ?? 0) >= (letters[Group.latin] ?? 0);
  }

  run(offsets: readonly number[]): BidiVerdict[] {
    const { text } = this.#survey;
    let lineEnd = -1;
    for (const offset of offsets) {
      if (offset > lineEnd) {
        this.#closeLine();
        const next = text.indexOf('\n', offset);
        lineEnd = next < 0 ? text.length : next;
      }
      this.#judge(offset, text.charCodeAt(offset));
    }
    this.#closeLine();
    return this.#verdicts;
  }

  #judge(offset: number, control: number): void {
    if (MARKS.has(control)) this.#judgeMark(offset);
    else if (OVERRIDES.has(control)) {
      this.#flag(offset, 'an override that reorders letters against their script');
      this.#open.push(offset);
    } else if (EMBEDDINGS.has(control) || ISOLATES.has(control)) this.#open.push(offset);
    else this.#close(offset, control);
  }

  #close(offset: number, control: number): void {
    const { text } = this.#survey;
    if (control === PDI) {
      while (this.#open.length > 0 && !ISOLATES.has(text.charCodeAt(this.#open.at(-1) ?? 0))) {
        this.#flagUnclosed(this.#open.pop() ?? 0);
      }
    }
    const opened = this.#open.at(-1);
    const opener = text.charCodeAt(opened ?? -1);
    if (opened === undefined || (control === PDF && ISOLATES.has(opener))) {
      this.#flag(offset, 'an end of direction without its beginning');
      return;
    }
    this.#open.pop();
    if (OVERRIDES.has(opener)) this.#flag(offset, 'the end of an override');
    else this.#judgePair(opened, offset);
  }

  #judgePair(opened: number, closed: number): void {
    const { text } = this.#survey;
    const directions = [
      directionBefore(text, opened),
      directionAfter(text, opened + 1),
      directionBefore(text, closed),
      directionAfter(text, closed + 1),
    ];
    if (closed > opened + 1 && (this.#isMostlyRightToLeft || directions.includes('right'))) return;
    const reason =
      closed === opened + 1
        ? 'a change of direction around nothing'
        : 'a change of direction where nothing runs right to left';
    this.#flag(opened, reason);
    this.#flag(closed, reason);
  }

  #judgeMark(offset: number): void {
    const { text } = this.#survey;
    const before = codePointBefore(text, offset);
    const after = codePointAfter(text, offset + 1);
    const sides = [directionBefore(text, offset), directionAfter(text, offset + 1)];
    if (!this.#isMostlyRightToLeft && !sides.includes('right')) {
      this.#flag(offset, 'a direction mark where nothing runs right to left');
    } else if (MARKS.has(before)) this.#flag(offset, 'a direction mark behind another');
    else if (directionOf(before) !== 'none' && directionOf(before) === directionOf(after)) {
      this.#flag(offset, 'a direction mark between letters of one direction');
    }
  }

  #closeLine(): void {
    for (const offset of this.#open) this.#flagUnclosed(offset);
    this.#open = [];
  }

  #flagUnclosed(offset: number): void {
    if (OVERRIDES.has(this.#survey.text.charCodeAt(offset))) return;
    this.#flag(offset, 'a change of direction that its line never ends');
  }

  #flag(offset: number, reason: string): void {
    this.#verdicts.push({ offset, reason });
  }
}

/**
 * Judges every direction control of a text (offsets in order). Legitimate: balanced embeddings and
 * isolates, and single marks, beside right-to-left letters. Overrides never are: running text does
 * not need them ("Trojan Source", Boucher and Anderson 2021).
 */
export function judgeBidiControls(survey: Survey, offsets: readonly number[]): BidiVerdict[] {
  return new BidiJudge(survey).run(offsets);
}
