import type { Bom, Component } from './bom.ts';
import type { BomContext } from './bom-context.ts';
import { componentsOfType, everyDataset, hasText, modelOf, propertyOf } from './bom-parts.ts';

/** The seven clusters of the publication. */
export type G7Cluster =
  | 'metadata'
  | 'system'
  | 'models'
  | 'datasets'
  | 'infrastructure'
  | 'security'
  | 'indicators';

/** One minimum element: where CycloneDX has it. */
export interface G7Element {
  readonly id: string;
  readonly cluster: G7Cluster;
  readonly title: string;
  readonly filledBy: string;
  isIn(bom: Bom, context: BomContext): boolean;
}

type Check = G7Element['isIn'];

/** Title, what fills it, and whether it is there. */
type Row = readonly [title: string, filledBy: string, isIn: Check];

function cluster(name: G7Cluster, prefix: string, rows: readonly Row[]): G7Element[] {
  return rows.map(([title, filledBy, isIn], index) => ({
    id: `G7AI-${prefix}-${String(index + 1).padStart(2, '0')}`,
    cluster: name,
    title,
    filledBy,
    isIn,
  }));
}

const ofModel =
  (check: (model: Component) => unknown): Check =>
  (bom) => {
    const model = modelOf(bom);
    return model !== undefined && isThere(check(model));
  };

const ofDatasets =
  (check: (dataset: Component, bom: Bom) => unknown): Check =>
  (bom) =>
    everyDataset(bom, (dataset) => isThere(check(dataset, bom)));

/** Something that says something: not undefined, empty or false. */
function isThere(value: unknown): boolean {
  if (typeof value === 'string') return hasText(value);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false;
}

const METADATA: readonly Row[] = [
  ['SBOM author', 'metadata.authors', ({ metadata }) => isThere(metadata?.authors?.[0]?.name)],
  ['SBOM version', 'version', ({ version }) => isThere(version)],
  ['SBOM data format name', 'bomFormat', ({ bomFormat }) => isThere(bomFormat)],
  ['SBOM data format version', 'specVersion', ({ specVersion }) => isThere(specVersion)],
  [
    'SBOM author signature',
    'a DSSE signature over the bill',
    ({ signature }, { signatures }) => isThere(signature) || signatures > 0,
  ],
  ['SBOM tool name', 'metadata.tools', ({ metadata }) => isThere(toolOf(metadata)?.name)],
  ['SBOM tool version', 'metadata.tools', ({ metadata }) => isThere(toolOf(metadata)?.version)],
  [
    'SBOM generation context',
    'metadata.lifecycles',
    ({ metadata }) => isThere(metadata?.lifecycles?.[0]?.phase),
  ],
  ['SBOM timestamp', 'metadata.timestamp', ({ metadata }) => isThere(metadata?.timestamp)],
  ['SBOM dependency relationship', 'dependencies', ({ dependencies }) => isThere(dependencies)],
];

const SYSTEM: readonly Row[] = [
  ['System name', 'metadata.component.name', ofModel(({ name }) => name)],
  ['System components', 'components', ({ components }) => isThere(components)],
  ['System producer', 'the model’s producer', ofModel(producerOf)],
  ['System version', 'the model’s version', ofModel(({ version }) => version)],
  ['System timestamp', 'when the model was made', ofModel((model) => propertyOf(model, 'created'))],
  [
    'System data flow',
    'inputs and outputs of the run',
    ({ formulation }) =>
      (formulation ?? []).some(({ workflows = [] }) =>
        workflows.some(({ inputs, outputs }) => isThere(inputs) && isThere(outputs)),
      ),
  ],
  [
    'System data usage',
    'the role of each dataset',
    ofDatasets((dataset) => propertyOf(dataset, 'role')),
  ],
  ['System input/output properties', 'the model’s inputs and outputs', ofModel(inputsAndOutputs)],
  [
    'Intended application area',
    'the model’s use cases',
    ofModel(({ modelCard }) => modelCard?.considerations?.useCases),
  ],
];

const MODELS: readonly Row[] = [
  ['Model name', 'the model’s name', ofModel(({ name }) => name)],
  ['Model identifier', 'its digest or purl', ofModel(({ purl, hashes }) => purl ?? hashes)],
  ['Model version', 'the model’s version', ofModel(({ version }) => version)],
  ['Model timestamp', 'when the model was made', ofModel((model) => propertyOf(model, 'created'))],
  ['Model producer', 'the model’s producer', ofModel(producerOf)],
  ['Model description', 'the model’s description', ofModel(({ description }) => description)],
  ['Model hash value', 'hashes', ofModel(({ hashes }) => hashes?.[0]?.content)],
  ['Model hash algorithm', 'hashes', ofModel(({ hashes }) => hashes?.[0]?.alg)],
  [
    'Model properties',
    'task and architecture',
    ofModel(({ modelCard }) => modelCard?.modelParameters?.architectureFamily),
  ],
  ['Model input/output properties', 'the model’s inputs and outputs', ofModel(inputsAndOutputs)],
  [
    'Model training properties',
    'hyperparameters of the run',
    ({ formulation }) =>
      (formulation ?? []).some(({ workflows = [] }) =>
        workflows.some(({ inputs = [] }) => inputs.some(({ parameters }) => isThere(parameters))),
      ),
  ],
  ['Model license', 'the model’s licence', ofModel(({ licenses }) => licenses)],
  [
    'Model external references',
    'model card, address or statements',
    ofModel(({ externalReferences }) => externalReferences),
  ],
];

const DATASETS: readonly Row[] = [
  ['Dataset name', 'the dataset’s name', ofDatasets(({ name }) => name)],
  ['Dataset description', 'its description', ofDatasets(({ description }) => description)],
  [
    'Dataset content',
    'its files, columns or records',
    ofDatasets(({ components, data }) => components ?? data?.[0]?.contents?.properties),
  ],
  ['Dataset identifier', 'its version', ofDatasets(({ version, purl }) => purl ?? version)],
  ['Dataset hash', 'hashes', ofDatasets(({ hashes }) => hashes)],
  [
    'Dataset provenance',
    'source, retrieval date and revision',
    ofDatasets(
      (dataset) => isThere(propertyOf(dataset, 'retrieved')) && isThere(dataset.externalReferences),
    ),
  ],
  [
    'Dataset statistical properties',
    'number of records, labels',
    ofDatasets(({ data }) => data?.[0]?.contents?.properties),
  ],
  [
    'Dataset sensitivity',
    'classification or kinds of sensitive data',
    ofDatasets(({ data }) => data?.[0]?.classification ?? data?.[0]?.sensitiveData !== undefined),
  ],
  [
    'Dataset dependency relationship',
    'the model’s list of datasets',
    ofDatasets((dataset, bom) =>
      modelOf(bom)?.modelCard?.modelParameters?.datasets?.some(
        ({ ref }) => ref === dataset['bom-ref'],
      ),
    ),
  ],
  ['Dataset license', 'its licence', ofDatasets(({ licenses }) => licenses)],
];

const INFRASTRUCTURE: readonly Row[] = [
  [
    'Infrastructure software',
    'libraries, image, operating system',
    (bom) => componentsOfType(bom, ['library', 'container', 'operating-system']).length > 0,
  ],
  [
    'Infrastructure hardware',
    'devices of the run',
    (bom) => componentsOfType(bom, ['device']).length > 0,
  ],
];

const SECURITY: readonly Row[] = [
  [
    'Security controls',
    'verdicts of scans and gates',
    ({ declarations }) => isThere(declarations?.claims),
  ],
  [
    'Security compliance',
    'the gate’s policy and its rules',
    ({ declarations, definitions }) =>
      isThere(declarations?.attestations) && isThere(definitions?.standards),
  ],
  [
    'Cybersecurity policy information',
    'where security reports go',
    ({ externalReferences = [] }) =>
      externalReferences.some(({ type }) => type === 'security-contact' || type === 'rfc-9116'),
  ],
  [
    'Vulnerability referencing',
    'known vulnerabilities, or where they are told',
    ({ vulnerabilities, externalReferences = [] }) =>
      isThere(vulnerabilities) ||
      externalReferences.some(
        ({ type }) => type === 'vulnerability-assertion' || type === 'exploitability-statement',
      ),
  ],
];

const INDICATORS: readonly Row[] = [
  [
    'Security metrics',
    'metrics of kind security',
    hasMetric((type) => type.startsWith('security:')),
  ],
  [
    'Operational performance KPIs',
    'metrics of kind performance',
    hasMetric((type) => !type.startsWith('security:')),
  ],
];

/** All 50, in the order of the publication. */
export const G7_ELEMENTS: readonly G7Element[] = [
  ...cluster('metadata', 'MD', METADATA),
  ...cluster('system', 'SLP', SYSTEM),
  ...cluster('models', 'MDL', MODELS),
  ...cluster('datasets', 'DP', DATASETS),
  ...cluster('infrastructure', 'INF', INFRASTRUCTURE),
  ...cluster('security', 'SP', SECURITY),
  ...cluster('indicators', 'KPI', INDICATORS),
];

function toolOf(metadata: Bom['metadata']): Component | undefined {
  return metadata?.tools?.components?.[0];
}

function producerOf({ manufacturer, supplier }: Component): string | undefined {
  return manufacturer?.name ?? supplier?.name;
}

function inputsAndOutputs({ modelCard }: Component): boolean {
  const parameters = modelCard?.modelParameters;
  return isThere(parameters?.inputs) && isThere(parameters?.outputs);
}

function hasMetric(isOfKind: (type: string) => boolean): Check {
  return ofModel(({ modelCard }) =>
    modelCard?.quantitativeAnalysis?.performanceMetrics?.some(
      ({ type, value }) => type !== undefined && isThere(value) && isOfKind(type),
    ),
  );
}
