import { z } from 'zod';
import type { ArtifactFacts } from '../facts/artifact-facts.ts';
import type { DatasetFacts } from '../facts/dataset-facts.ts';
import { requireFacts } from '../facts/require-facts.ts';
import { type TrainingRunFacts, trainingRunFactsSchema } from '../facts/training-run-facts.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import {
  descriptorOf,
  type ResourceDescriptor,
  resourceDescriptorSchema,
} from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { utcTimeSchema, wordsSchema } from '../scalars.ts';

/** How a run is described: what its parameters mean. */
const TRAINING_BUILD_TYPE = 'https://credence/build-types/training-run/v1';

/** How something was made, and by whom (SLSA Provenance v1). */
export interface SlsaProvenancePredicate {
  readonly buildDefinition: {
    readonly buildType: string;
    /** Under the control of whoever asked for the run; a verifier checks each. */
    readonly externalParameters: Readonly<Record<string, unknown>>;
    readonly internalParameters?: Readonly<Record<string, unknown>> | undefined;
    readonly resolvedDependencies?: readonly ResourceDescriptor[] | undefined;
  };
  readonly runDetails: {
    readonly builder: {
      readonly id: string;
      readonly builderDependencies?: readonly ResourceDescriptor[] | undefined;
      readonly version?: Readonly<Record<string, string>> | undefined;
    };
    readonly metadata?:
      | {
          readonly invocationId?: string | undefined;
          readonly startedOn?: string | undefined;
          readonly finishedOn?: string | undefined;
        }
      | undefined;
    readonly byproducts?: readonly ResourceDescriptor[] | undefined;
  };
}

const descriptors = z.array(resourceDescriptorSchema);

export const SLSA_PROVENANCE: PredicateType<SlsaProvenancePredicate> = {
  uri: 'https://slsa.dev/provenance/v1',
  title: 'SLSA provenance v1',
  schema: z.object({
    buildDefinition: z.object({
      buildType: wordsSchema,
      externalParameters: z.record(z.string(), z.unknown()),
      internalParameters: z.record(z.string(), z.unknown()).optional(),
      resolvedDependencies: descriptors.optional(),
    }),
    runDetails: z.object({
      builder: z.object({
        id: wordsSchema,
        builderDependencies: descriptors.optional(),
        version: z.record(z.string(), z.string()).optional(),
      }),
      metadata: z
        .object({
          invocationId: z.string().optional(),
          startedOn: utcTimeSchema.optional(),
          finishedOn: utcTimeSchema.optional(),
        })
        .optional(),
      byproducts: descriptors.optional(),
    }),
  }),
};

/** Where the run was made; `id` says who is trusted for the rest. */
export interface Builder {
  readonly id: string;
  readonly version: Readonly<Record<string, string>>;
}

/**
 * A training run as SLSA provenance: recipe and hyperparameters are parameters; base model, datasets,
 * code, image, tokenizer and templates are dependencies; logs and reports are by-products. Its subjects
 * are the model and each of its files.
 *
 * @throws CredenceError `DATA_MALFORMED` naming every fact that is missing
 */
export function trainingProvenanceStatement(
  facts: TrainingRunFacts,
  builder: Builder,
): Statement<SlsaProvenancePredicate> {
  const run = requireFacts(trainingRunFactsSchema, facts, 'the training run');
  const { model } = run;
  const files = model.files.map(({ path, digest }) => descriptorOf(digest, { name: path }));
  return makeStatement(
    SLSA_PROVENANCE,
    [descriptorOf(model.digest, { name: model.name }), ...files],
    {
      buildDefinition: {
        buildType: TRAINING_BUILD_TYPE,
        externalParameters: { command: run.command, hyperparameters: run.hyperparameters },
        internalParameters: {
          trigger: run.trigger,
          startedBy: run.startedBy,
          hardware: run.environment.hardware,
          datasetsComplete: run.datasetsComplete,
        },
        resolvedDependencies: dependencies(run),
      },
      runDetails: {
        builder,
        metadata: {
          invocationId: run.id,
          startedOn: run.started,
          finishedOn: run.finished,
        },
        byproducts: run.byproducts.map((item) => artifact(item, 'byproduct')),
      },
    },
  );
}

function dependencies(run: TrainingRunFacts): ResourceDescriptor[] {
  const { baseModel, tokenizer, templates, environment } = run;
  const only = (item: ArtifactFacts | null | undefined, kind: string): ResourceDescriptor[] =>
    item === null || item === undefined ? [] : [artifact(item, kind)];
  return [
    ...only(baseModel, 'base-model'),
    ...run.datasets.map(dataset),
    ...only(run.code, 'code'),
    ...(run.configurations ?? []).map((item) => artifact(item, 'configuration')),
    ...only(run.trainer, 'trainer'),
    ...only(environment.image, 'image'),
    ...only(tokenizer, 'tokenizer'),
    ...templates.map((item) => artifact(item, 'template')),
  ];
}

function artifact(
  { name, version, digest, uri, purl }: ArtifactFacts,
  kind: string,
): ResourceDescriptor {
  const address = purl ?? uri;
  return {
    name,
    ...(address === undefined ? {} : { uri: address }),
    ...descriptorOf(digest),
    annotations: { kind, version },
  };
}

/** The address is where it came from; only the digest says what it is. */
function dataset({ name, version, role, source }: DatasetFacts): ResourceDescriptor {
  return {
    name,
    uri: source.uri,
    ...descriptorOf(version),
    annotations: { kind: 'dataset', role, revision: source.revision },
  };
}
