import type { Bom, Component } from './bom.ts';

/** The model that a bill is about, or the first that it lists. */
export function modelOf(bom: Bom): Component | undefined {
  const main = bom.metadata?.component;
  return main?.type === 'machine-learning-model'
    ? main
    : componentsOfType(bom, ['machine-learning-model'])[0];
}

/** Components of these types, at the first level. */
export function componentsOfType(
  { components = [] }: Bom,
  types: readonly string[],
): readonly Component[] {
  return components.filter(({ type }) => types.includes(type));
}

/** Components that are datasets; templates and tokenizers are `data` as well, but say so otherwise. */
function datasetsOf(bom: Bom): readonly Component[] {
  return componentsOfType(bom, ['data']).filter(({ data = [] }) =>
    data.some(({ type }) => type === 'dataset'),
  );
}

/** Whether there are datasets, and all of them are so. */
export function everyDataset(bom: Bom, check: (dataset: Component) => boolean): boolean {
  const datasets = datasetsOf(bom);
  return datasets.length > 0 && datasets.every(check);
}

/** A property under Credence's own name. */
export function propertyOf({ properties = [] }: Component, name: string): string | undefined {
  return properties.find((property) => property.name === `credence:${name}`)?.value;
}

export function hasText(text: string): boolean {
  return /\S/.test(text);
}
