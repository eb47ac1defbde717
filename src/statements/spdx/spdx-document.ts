import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { licenceChoice } from '../cyclonedx/licence.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { requireFacts } from '../facts/require-facts.ts';
import { type TrainingRunFacts, trainingRunFactsSchema } from '../facts/training-run-facts.ts';
import { datasetElements, spdxTime } from './dataset-elements.ts';
import { artifactElement, modelElement } from './model-elements.ts';
import { type Relation, relationships } from './relationships.ts';
import {
  CREATION,
  element,
  type SpdxDocument,
  type SpdxElement,
  type SpdxNames,
  spdxHash,
  spdxNames,
} from './spdx-element.ts';

export interface SpdxOptions {
  readonly timestamp: string;
  readonly author: string;
}

/**
 * A model and the run that made it as SPDX 3.0.1 with the AI and Dataset profiles, in JSON-LD. A mapping
 * for export: what SPDX has no word for (reviewers, verdicts, formulation) is in the CycloneDX bill.
 *
 * @throws CredenceError `DATA_MALFORMED` naming every fact that is missing
 */
export function spdxDocument(facts: TrainingRunFacts, options: SpdxOptions): SpdxDocument {
  const run = requireFacts(trainingRunFactsSchema, facts, 'the SPDX document');
  const names = spdxNames(digestOf(canonicalJson({ run, options })));
  const licences = new Licences(names);
  const datasets = run.datasets.map((dataset) =>
    datasetElements(dataset, names, licences.idOf(dataset.licence)),
  );
  const model = modelElement(run, names);
  const files = run.model.files.map((file, index) =>
    modelFile(file, names.id('model-file', index + 1)),
  );
  const parts = artifacts(run, names);
  const modelLicence = licences.idOf(run.model.licence);
  const relations = [
    ...modelRelations(
      run,
      names,
      datasets.map(({ id }) => id),
    ),
    { from: idOf(model), type: 'contains', to: files.map(idOf) },
    { from: idOf(model), type: 'hasDeclaredLicense', to: [modelLicence] },
    { from: idOf(model), type: 'hasConcludedLicense', to: [modelLicence] },
    ...datasets.flatMap((dataset) => dataset.relations),
  ];
  const described = [
    model,
    ...files,
    ...datasets.flatMap(({ elements }) => elements),
    ...parts.map(({ item }) => item),
    ...licences.elements(),
    ...relationships(names, relations),
  ];
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [...head(names, described, { run, options }), ...described],
  };
}

/** Who made the document, who made the model, and what the document is. */
function head(
  names: SpdxNames,
  described: readonly SpdxElement[],
  { run, options }: { readonly run: TrainingRunFacts; readonly options: SpdxOptions },
): SpdxElement[] {
  const author = names.id('author');
  return [
    {
      type: 'CreationInfo',
      '@id': CREATION,
      specVersion: '3.0.1',
      created: spdxTime(options.timestamp),
      createdBy: [author],
    },
    element('Agent', author, { name: options.author }),
    element('Organization', names.id('producer'), { name: run.model.producer }),
    element('SpdxDocument', names.id('document'), {
      profileConformance: ['core', 'software', 'simpleLicensing', 'dataset', 'ai'],
      rootElement: [names.id('bom')],
    }),
    element('software_Sbom', names.id('bom'), {
      rootElement: [names.id('model')],
      element: described.map(idOf),
      software_sbomType: ['build'],
    }),
  ];
}

function modelRelations(
  run: TrainingRunFacts,
  names: SpdxNames,
  datasetIds: readonly string[],
): Relation[] {
  const from = names.id('model');
  const inRole = (training: boolean): string[] =>
    datasetIds.filter((_, index) => (run.datasets[index]?.role === 'training') === training);
  const parts = artifacts(run, names);
  return [
    { from, type: 'trainedOn', to: inRole(true) },
    { from, type: 'testedOn', to: inRole(false) },
    {
      from,
      type: 'dependsOn',
      to: parts.filter(({ isAncestor }) => !isAncestor).map(({ item }) => idOf(item)),
    },
    ...parts
      .filter(({ isAncestor }) => isAncestor)
      .map(({ item }) => ({ from: idOf(item), type: 'ancestorOf', to: [from] })),
  ];
}

interface Part {
  readonly item: SpdxElement;
  readonly isAncestor: boolean;
}

function artifacts(run: TrainingRunFacts, names: SpdxNames): Part[] {
  const part = (artifact: TrainingRunFacts['baseModel'], kind: string, purpose: string): Part[] =>
    artifact === null
      ? []
      : [
          {
            item: artifactElement(artifact, names.id(kind), purpose),
            isAncestor: kind === 'base-model',
          },
        ];
  return [
    ...part(run.baseModel, 'base-model', 'model'),
    ...part(run.code, 'code', 'source'),
    ...part(run.trainer, 'trainer', 'application'),
    ...part(run.tokenizer, 'tokenizer', 'data'),
    ...part(run.environment.image ?? null, 'image', 'container'),
    ...run.templates.flatMap((template, index) => part(template, `template-${index + 1}`, 'data')),
  ];
}

function modelFile({ path, digest }: FileFacts, id: string): SpdxElement {
  return element('software_File', id, {
    name: path,
    software_fileKind: 'file',
    software_primaryPurpose: 'model',
    verifiedUsing: [spdxHash(digest)],
  });
}

/** Each licence once, however many things have it. */
class Licences {
  readonly #names: SpdxNames;
  readonly #seen: string[] = [];

  constructor(names: SpdxNames) {
    this.#names = names;
  }

  idOf(licence: string): string {
    if (!this.#seen.includes(licence)) this.#seen.push(licence);
    return this.#names.id('licence', this.#seen.indexOf(licence) + 1);
  }

  elements(): SpdxElement[] {
    return this.#seen.map((licence) =>
      isSpdxExpression(licence)
        ? element('simplelicensing_LicenseExpression', this.idOf(licence), {
            simplelicensing_licenseExpression: licence,
          })
        : element('simplelicensing_SimpleLicensingText', this.idOf(licence), {
            simplelicensing_licenseText: licence,
          }),
    );
  }
}

function idOf({ spdxId }: SpdxElement): string {
  return String(spdxId);
}

function isSpdxExpression(licence: string): boolean {
  const { license, expression } = licenceChoice(licence);
  return expression !== undefined || license?.id !== undefined;
}
