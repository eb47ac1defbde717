import type { ApprovalsTable } from './tables/approvals.ts';
import type { DatasetsTable } from './tables/datasets.ts';
import type { EdgesTable } from './tables/edges.ts';
import type { IdentitiesTable } from './tables/identities.ts';
import type { LeavesTable } from './tables/leaves.ts';
import type { ModelAliasesTable, ModelsTable, ModelVersionsTable } from './tables/models.ts';
import type { RetrievalsTable } from './tables/retrievals.ts';
import type { RunInputsTable, RunOutputsTable, RunsTable } from './tables/runs.ts';
import type { SettingsTable } from './tables/settings.ts';
import type { SourceReviewsTable, SourcesTable } from './tables/sources.ts';
import type { TagsTable } from './tables/tags.ts';
import type { VerdictsTable } from './tables/verdicts.ts';
import type { VersionsTable } from './tables/versions.ts';

/** The tables of the registry, in the camel case that queries speak; the database has snake case. */
export interface Schema {
  readonly approvals: ApprovalsTable;
  readonly datasets: DatasetsTable;
  readonly edges: EdgesTable;
  readonly identities: IdentitiesTable;
  readonly ledgerLeaves: LeavesTable;
  readonly modelAliases: ModelAliasesTable;
  readonly modelVersions: ModelVersionsTable;
  readonly models: ModelsTable;
  readonly retrievals: RetrievalsTable;
  readonly runInputs: RunInputsTable;
  readonly runOutputs: RunOutputsTable;
  readonly runs: RunsTable;
  readonly schemaMigrations: SchemaMigrationsTable;
  readonly settings: SettingsTable;
  readonly sourceReviews: SourceReviewsTable;
  readonly sources: SourcesTable;
  readonly tags: TagsTable;
  readonly verdicts: VerdictsTable;
  readonly versions: VersionsTable;
}

/** Which changes of the schema were made. */
export interface SchemaMigrationsTable {
  readonly number: number;
  readonly name: string;
}
