import type { ApprovalsTable } from './rows/approvals.ts';
import type { DatasetsTable } from './rows/datasets.ts';
import type { EdgesTable } from './rows/edges.ts';
import type { IdentitiesTable } from './rows/identities.ts';
import type { LeavesTable } from './rows/leaves.ts';
import type { ModelAliasesTable, ModelsTable, ModelVersionsTable } from './rows/models.ts';
import type { RetrievalsTable } from './rows/retrievals.ts';
import type { RunInputsTable, RunOutputsTable, RunsTable } from './rows/runs.ts';
import type { SettingsTable } from './rows/settings.ts';
import type { SourceReviewsTable, SourcesTable } from './rows/sources.ts';
import type { TagsTable } from './rows/tags.ts';
import type { VerdictsTable } from './rows/verdicts.ts';
import type { VersionsTable } from './rows/versions.ts';

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
