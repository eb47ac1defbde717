import { NumberText } from './json-number.ts';

/** The text of a JSON scalar: strings as they are, numbers in their shortest exact form, or as written. */
export function scalarText(value: unknown): string {
  return value instanceof NumberText ? value.text : String(value);
}
