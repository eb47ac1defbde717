import type { ArtifactFacts } from '../facts/artifact-facts.ts';
import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import { artifactComponent } from './artifact-component.ts';
import type { Component } from './bom.ts';
import { BOM_REF, numberedRef } from './bom-refs.ts';
import { datasetComponent } from './dataset-component.ts';

/** Everything that went into a run: base model, data, code, trainer, tokenizer, templates, environment. */
export function runComponents(run: TrainingRunFacts): readonly Component[] {
  const { baseModel, tokenizer, templates, environment } = run;
  return [
    ...optional(baseModel, 'machine-learning-model', BOM_REF.baseModel),
    ...run.datasets.map(datasetComponent),
    artifactComponent(run.code, { type: 'application', ref: BOM_REF.code }),
    ...(run.configurations ?? []).map((file, index) =>
      artifactComponent(file, { type: 'file', ref: numberedRef('configuration', index) }),
    ),
    artifactComponent(run.trainer, { type: 'application', ref: BOM_REF.trainer }),
    ...optional(tokenizer, 'data', BOM_REF.tokenizer),
    ...templates.map((template, index) =>
      artifactComponent(template, { type: 'data', ref: numberedRef('template', index) }),
    ),
    ...optional(environment.image ?? null, 'container', BOM_REF.image),
    ...operatingSystem(environment.operatingSystem),
    ...environment.libraries.map((library, index) =>
      artifactComponent(library, { type: 'library', ref: numberedRef('library', index) }),
    ),
    ...environment.hardware.map(
      (name, index): Component => ({
        type: 'device',
        'bom-ref': numberedRef('device', index),
        name,
      }),
    ),
  ];
}

function optional(artifact: ArtifactFacts | null, type: string, ref: string): Component[] {
  return artifact === null ? [] : [artifactComponent(artifact, { type, ref })];
}

function operatingSystem(name: string | undefined): Component[] {
  return name === undefined
    ? []
    : [{ type: 'operating-system', 'bom-ref': BOM_REF.operatingSystem, name }];
}
