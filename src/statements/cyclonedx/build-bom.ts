import { canonicalJson } from '../../core/canonical-json.ts';
import { requireFacts } from '../facts/require-facts.ts';
import { type TrainingRunFacts, trainingRunFactsSchema } from '../facts/training-run-facts.ts';
import { utcTimeSchema } from '../scalars.ts';
import type { Bom } from './bom.ts';
import { BOM_REF } from './bom-refs.ts';
import { citations } from './citations.ts';
import { compositions, dependencies } from './compositions.ts';
import { declarations, standards } from './declarations.ts';
import { formulation } from './formulation.ts';
import { modelComponent } from './model-component.ts';
import { runComponents } from './run-components.ts';
import { withSerialNumber } from './serialise-bom.ts';

export const BOM_VERSIONS = ['1.7', '1.6'] as const;

export type BomVersion = (typeof BOM_VERSIONS)[number];

export interface BomOptions {
  /** When the bill is made: from the caller's clock, so that the same call gives the same bytes. */
  readonly timestamp: string;
  /** Who answers for what was declared. */
  readonly author: { readonly name: string; readonly email?: string | undefined };
  /** The program that makes the bill. */
  readonly tool: { readonly name: string; readonly version: string };
  readonly version?: BomVersion | undefined;
  /** Where security reports about the model go; an address or URL. */
  readonly securityContact?: string | undefined;
  /** Where known vulnerabilities of the model and its parts are told, for example a VEX document. */
  readonly vulnerabilities?: string | undefined;
}

/**
 * The bill of materials of a model and the run that made it, in CycloneDX 1.7 or 1.6. The latter has no
 * citations: what was measured and what was declared is told only by 1.7.
 *
 * @throws CredenceError `DATA_MALFORMED` naming every fact that is missing
 */
export function buildBom(facts: TrainingRunFacts, options: BomOptions): Bom {
  const run = requireFacts(trainingRunFactsSchema, facts, 'the bill of materials');
  const timestamp = requireFacts(utcTimeSchema, options.timestamp, 'the time of the bill');
  const { version = '1.7' } = options;
  const bom: Bom = plain({
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version,
    version: 1,
    metadata: metadata(run, options),
    components: runComponents(run),
    dependencies: dependencies(run),
    compositions: compositions(run),
    formulation: formulation(run),
    declarations: declarations(run),
    definitions: definitions(run),
    externalReferences: references(options),
  });
  const cited = version === '1.6' ? bom : { ...bom, citations: citations(bom, timestamp) };
  return withSerialNumber(cited);
}

function metadata(run: TrainingRunFacts, { timestamp, author, tool }: BomOptions): Bom['metadata'] {
  return {
    timestamp,
    lifecycles: [{ phase: 'build' }],
    tools: { components: [{ type: 'application', 'bom-ref': BOM_REF.tool, ...tool }] },
    authors: [{ 'bom-ref': BOM_REF.author, ...author }],
    manufacturer: { name: run.model.producer },
    component: modelComponent(run),
  };
}

function definitions(run: TrainingRunFacts): Bom['definitions'] {
  const rules = standards(run);
  return rules === undefined ? undefined : { standards: rules };
}

function references(options: BomOptions): Bom['externalReferences'] {
  const { securityContact, vulnerabilities } = options;
  const found = [
    ...(securityContact === undefined ? [] : [{ type: 'security-contact', url: securityContact }]),
    ...(vulnerabilities === undefined
      ? []
      : [{ type: 'vulnerability-assertion', url: vulnerabilities }]),
  ];
  return found.length === 0 ? undefined : found;
}

/** The same without members that are undefined, which JSON does not have. */
function plain(bom: Bom): Bom {
  return JSON.parse(canonicalJson(bom));
}
