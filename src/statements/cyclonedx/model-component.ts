import type { ModelFacts, ModelMetric } from '../facts/model-facts.ts';
import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import { artifactComponent } from './artifact-component.ts';
import type { Component, ExternalReference, ModelCard, PerformanceMetric } from './bom.ts';
import { bomHash } from './bom-hash.ts';
import { BOM_REF, datasetRef } from './bom-refs.ts';
import { fileComponent } from './dataset-component.ts';
import { licenceChoice } from './licence.ts';
import { property } from './settings.ts';

/** The model that a run made: what the bill is about. */
export function modelComponent(run: TrainingRunFacts): Component {
  const { model, baseModel, gate } = run;
  return {
    type: 'machine-learning-model',
    'bom-ref': BOM_REF.model,
    name: model.name,
    version: model.version,
    description: model.description,
    manufacturer: { name: model.producer },
    hashes: [bomHash(model.digest)],
    licenses: [licenceChoice(model.licence)],
    purl: model.purl,
    externalReferences: references(model, gate),
    properties: property('created', model.created),
    components: model.files.map((file, index) => fileComponent(file, `model-file-${index + 1}`)),
    pedigree:
      baseModel === null
        ? undefined
        : {
            ancestors: [
              artifactComponent(baseModel, {
                type: 'machine-learning-model',
                ref: `${BOM_REF.baseModel}-ancestor`,
              }),
            ],
          },
    modelCard: modelCard(run),
  };
}

function references(
  { uri, modelCard: card }: ModelFacts,
  gate: TrainingRunFacts['gate'],
): readonly ExternalReference[] | undefined {
  const found = [
    ...(card === undefined ? [] : [{ type: 'model-card', url: card }]),
    ...(uri === undefined ? [] : [{ type: 'distribution', url: uri }]),
    ...(gate === null
      ? []
      : [
          {
            type: 'attestation',
            url: `urn:credence:statement:${gate.statement}`,
            comment: `verdict of the gate ${gate.gate}`,
            hashes: [bomHash(gate.statement)],
          },
        ]),
  ];
  return found.length === 0 ? undefined : found;
}

function modelCard({ model, datasets }: TrainingRunFacts): ModelCard {
  const { approach, inputs, outputs, useCases, limitations, metrics } = model;
  return {
    modelParameters: {
      approach: approach === undefined ? undefined : { type: approach },
      task: model.task,
      architectureFamily: model.architectureFamily,
      modelArchitecture: model.architecture,
      datasets: datasets.map(({ version }) => ({ ref: datasetRef(version) })),
      inputs: inputs?.map((format) => ({ format })),
      outputs: outputs?.map((format) => ({ format })),
    },
    quantitativeAnalysis:
      metrics === undefined ? undefined : { performanceMetrics: metrics.map(metricOf) },
    considerations:
      (useCases ?? limitations) === undefined
        ? undefined
        : { useCases, technicalLimitations: limitations },
  };
}

/** CycloneDX has one list for both; the kind is told by the name's first part. */
function metricOf({ name, value, slice, kind, interval }: ModelMetric): PerformanceMetric {
  return {
    type: `${kind}:${name}`,
    value,
    slice,
    confidenceInterval:
      interval === undefined ? undefined : { lowerBound: interval.low, upperBound: interval.high },
  };
}
