import type { Setting } from '../scalars.ts';
import type { Property } from './bom.ts';

/** A property under Credence's own name, or none where there is nothing to say. */
export function property(name: string, value: Setting | undefined): Property[] {
  return value === undefined ? [] : [{ name: `credence:${name}`, value: String(value) }];
}

/** A setting as a parameter of a workflow. */
export function parameter(
  name: string,
  value: Setting,
): { readonly name: string; readonly value: string; readonly dataType: string } {
  return { name, value: String(value), dataType: value === null ? 'null' : typeof value };
}
