import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import type { Composition, Dependency } from './bom.ts';
import { BOM_REF, datasetRef, numberedRef } from './bom-refs.ts';
import { inputRefs } from './formulation.ts';

/** What the model depends on, and what each dataset was made from. */
export function dependencies(run: TrainingRunFacts): readonly Dependency[] {
  const libraries = run.environment.libraries.map((_, index) => numberedRef('library', index));
  const image = run.environment.image === undefined ? [] : [BOM_REF.image];
  return [
    { ref: BOM_REF.model, dependsOn: [...inputRefs(run), ...image, ...libraries] },
    ...run.datasets.flatMap(({ version, parents = [] }) =>
      parents.length === 0
        ? []
        : [
            {
              ref: datasetRef(version),
              dependsOn: parents.map((_, index) => `${datasetRef(version)}-parent-${index + 1}`),
            },
          ],
    ),
  ];
}

/**
 * What is complete, said honestly: datasets list all their files; whether the run read other data, and
 * whether all libraries are named, is what the run says; of a base model nothing is known.
 */
export function compositions(run: TrainingRunFacts): readonly Composition[] {
  const data = run.datasets.map(({ version }) => datasetRef(version));
  const wholeRun = run.datasetsComplete && run.environment.complete;
  return [
    { aggregate: 'complete', assemblies: data },
    {
      aggregate: wholeRun ? 'complete' : 'incomplete',
      assemblies: [BOM_REF.model],
      dependencies: [BOM_REF.model],
    },
    ...(run.baseModel === null ? [] : [{ aggregate: 'unknown', assemblies: [BOM_REF.baseModel] }]),
  ];
}
