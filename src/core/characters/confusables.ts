import { decodeDeltas } from './delta-coding.ts';
import { CONFUSABLE_CLASSES } from './tables/confusable-classes.ts';

const classes: readonly (readonly number[])[] = CONFUSABLE_CLASSES.split(';').map(decodeDeltas);

const classOf: ReadonlyMap<number, readonly number[]> = new Map(
  classes.flatMap((members) => members.map((codePoint) => [codePoint, members] as const)),
);

/** Letters and digits that UTS 39 (section 4) calls confusable with this one, itself among them. */
export function confusablesOf(codePoint: number): readonly number[] {
  return classOf.get(codePoint) ?? [];
}

/** True for a character that some ASCII letter resembles; ASCII letters are their own image. */
export function resemblesAsciiLetter(codePoint: number): boolean {
  return confusablesOf(codePoint).some((other) => other < 0x80);
}

/** Every letter that has a confusable in another script. */
export function confusableLetters(): IterableIterator<number> {
  return classOf.keys();
}
