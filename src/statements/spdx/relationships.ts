import { element, type SpdxElement, type SpdxNames } from './spdx-element.ts';

export interface Relation {
  readonly from: string;
  readonly type: string;
  readonly to: readonly string[];
}

/** Gives each relation a name and a place; relations to nothing are left out. */
export function relationships(
  names: SpdxNames,
  relations: readonly Relation[],
): readonly SpdxElement[] {
  return relations
    .filter(({ to }) => to.length > 0)
    .map(({ from, type, to }, index) =>
      element('Relationship', names.id('relationship', index + 1), {
        from,
        relationshipType: type,
        to,
      }),
    );
}
