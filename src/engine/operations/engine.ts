import type { AmountOperations } from './amounts.ts';
import type { AnswerOperations } from './answers.ts';
import type { CertificateOperations } from './certificate.ts';
import type { ColumnOperations } from './columns.ts';
import type { ContentOperations } from './content.ts';
import type { ContentSampleOperations } from './content-sample.ts';
import type { CopyOperations } from './copies.ts';
import type { DatasetDescription } from './dataset-description.ts';
import type { DisagreementOperations } from './disagreement.ts';
import type { FeatureOperations } from './features.ts';
import type { GroupOperations } from './groups.ts';
import type { InfluenceOperations } from './influence.ts';
import type { LabelOperations } from './labels.ts';
import type { LearningOperations } from './learning.ts';
import type { OutcomeModelOperations } from './outcome-model.ts';
import type { PassageOperations } from './passages.ts';
import type { RecordOperations } from './records.ts';
import type { ReviewerOperations } from './reviewers.ts';
import type { SequenceOperations } from './sequences.ts';
import type { StyleOperations } from './styles.ts';

/**
 * What detectors may ask of an engine (design rule 8). Everything that grows with the data happens
 * behind this door; what comes back is small, and exact where it counts. A second engine (Spark)
 * implements the same operations, and no detector changes.
 */
export interface Engine
  extends FeatureOperations,
    OutcomeModelOperations,
    SequenceOperations,
    LabelOperations,
    LearningOperations,
    AmountOperations,
    InfluenceOperations,
    CertificateOperations,
    DisagreementOperations,
    StyleOperations,
    CopyOperations,
    ContentOperations,
    ContentSampleOperations,
    PassageOperations,
    AnswerOperations,
    ColumnOperations,
    GroupOperations,
    ReviewerOperations,
    RecordOperations {
  readonly dataset: DatasetDescription;
  close(): Promise<void>;
}
