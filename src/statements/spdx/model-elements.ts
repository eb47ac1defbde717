import type { ArtifactFacts } from '../facts/artifact-facts.ts';
import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import { spdxTime } from './dataset-elements.ts';
import { element, type SpdxElement, type SpdxNames, spdxHash } from './spdx-element.ts';

/** The model under the AI profile of SPDX 3.0.1. */
export function modelElement(
  { model, hyperparameters, command }: TrainingRunFacts,
  names: SpdxNames,
): SpdxElement {
  const { description, limitations = [], useCases = [], metrics = [], architecture } = model;
  return element('ai_AIPackage', names.id('model'), {
    name: model.name,
    ...(description === undefined ? {} : { description }),
    verifiedUsing: [spdxHash(model.digest)],
    releaseTime: spdxTime(model.created),
    suppliedBy: names.id('producer'),
    software_packageVersion: model.version,
    software_downloadLocation: model.uri ?? `urn:credence:model:${model.digest}`,
    software_primaryPurpose: 'model',
    ...(architecture === undefined ? {} : { ai_typeOfModel: [architecture] }),
    ...(useCases.length === 0 ? {} : { ai_domain: useCases }),
    ...(limitations.length === 0 ? {} : { ai_limitation: limitations.join('\n') }),
    ...(command === null ? {} : { ai_informationAboutTraining: command }),
    ai_hyperparameter: Object.entries(hyperparameters).map(([key, value]) =>
      entry(key, String(value)),
    ),
    ai_metric: metrics.map(({ kind, name, value }) => entry(`${kind}:${name}`, value)),
  });
}

/** Code, trainer, tokenizer and the like as packages. */
export function artifactElement(
  { name, version, digest, uri, purl }: ArtifactFacts,
  id: string,
  purpose: string,
): SpdxElement {
  return element('software_Package', id, {
    name,
    software_packageVersion: version,
    software_primaryPurpose: purpose,
    verifiedUsing: [spdxHash(digest)],
    ...(uri === undefined ? {} : { software_downloadLocation: uri }),
    ...(purl === undefined ? {} : { software_packageUrl: purl }),
  });
}

function entry(key: string, value: string): SpdxElement {
  return { type: 'DictionaryEntry', key, value };
}
