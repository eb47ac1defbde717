import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { Approvals } from './tables/approvals.ts';
import { Datasets } from './tables/datasets.ts';
import { Edges } from './tables/edges.ts';
import { Identities } from './tables/identities.ts';
import { Leaves } from './tables/leaves.ts';
import { Models } from './tables/models.ts';
import { Retrievals } from './tables/retrievals.ts';
import { Runs } from './tables/runs.ts';
import { Settings } from './tables/settings.ts';
import { Sources } from './tables/sources.ts';
import { Tags } from './tables/tags.ts';
import { Verdicts } from './tables/verdicts.ts';
import { Versions } from './tables/versions.ts';

/** Everything the registry knows, a family of tables each. */
export interface Tables {
  readonly approvals: Approvals;
  readonly datasets: Datasets;
  readonly edges: Edges;
  readonly identities: Identities;
  readonly leaves: Leaves;
  readonly models: Models;
  readonly retrievals: Retrievals;
  readonly runs: Runs;
  readonly settings: Settings;
  readonly sources: Sources;
  readonly tags: Tags;
  readonly verdicts: Verdicts;
  readonly versions: Versions;
}

/** The tables as one connection, or one transaction, sees them. */
export function tablesOver(database: Kysely<Schema>): Tables {
  return {
    approvals: new Approvals(database),
    datasets: new Datasets(database),
    edges: new Edges(database),
    identities: new Identities(database),
    leaves: new Leaves(database),
    models: new Models(database),
    retrievals: new Retrievals(database),
    runs: new Runs(database),
    settings: new Settings(database),
    sources: new Sources(database),
    tags: new Tags(database),
    verdicts: new Verdicts(database),
    versions: new Versions(database),
  };
}
