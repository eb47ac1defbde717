/** What an operator can do beyond computing, and the operators that can. */
const CAPABILITIES: readonly (readonly [deed: string, names: string])[] = [
  ['runs Python code', 'PyFunc PyFuncStateless EagerPyFunc'],
  ['loads a native library', 'LoadLibrary'],
  [
    'reads files',
    `ReadFile MatchingFiles ImmutableConst WholeFileReader WholeFileReaderV2 TextLineReader
     TextLineReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader FixedLengthRecordReader
     FixedLengthRecordReaderV2 RecordInput Skipgram FixedUnigramCandidateSampler
     GenerateVocabRemapping LoadAndRemapMatrix FixedLengthRecordDataset FixedLengthRecordDatasetV2
     TextLineDataset TFRecordDataset TFRecordDatasetV2 CSVDataset CSVDatasetV2 ExperimentalCSVDataset
     LMDBDataset ExperimentalLMDBDataset MatchingFilesDataset ExperimentalMatchingFilesDataset
     SqlDataset ExperimentalSqlDataset LoadDataset ListSnapshotChunksDataset SnapshotChunkDataset
     SnapshotDatasetReader SnapshotNestedDatasetReader DecodeProtoV2 EncodeProto DTensorRestoreV2`,
  ],
  [
    'writes files',
    `WriteFile SaveDataset SaveDatasetV2 DatasetToTFRecord ExperimentalDatasetToTFRecord
     SnapshotDataset SnapshotDatasetV2 CreateSummaryFileWriter CreateSummaryDbWriter DumpTensor
     DistributedSave CalibrationStatisticsSaver CacheDataset CacheDatasetV2`,
  ],
  [
    'talks to other processes',
    `RpcCall RpcClient RpcServer RpcServerRegister RpcServerStart RemoteCall DataServiceDataset
     DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 RegisterDataset RegisterDatasetV2
     DebugIdentity DebugIdentityV2 DebugIdentityV3 DebugNanCount DebugNumericSummary
     DebugNumericSummaryV2 Copy CopyHost`,
  ],
  ['changes how files are reached', 'FileSystemSetConfiguration'],
];

const byName = new Map(
  CAPABILITIES.flatMap(([deed, names]) =>
    names.split(/\s+/).map((name): [string, string] => [name, deed]),
  ),
);

/** What an operator can do beyond computing, as a verb with its object; `null` where it can't. */
export function deedOf(operator: string): string | null {
  return byName.get(operator) ?? null;
}

/** Operators that read and write a model's own checkpoint, and any other file if they are let. */
export const CHECKPOINT_OPERATORS: ReadonlySet<string> = new Set(
  'Save SaveSlices SaveV2 Restore RestoreSlice RestoreV2 MergeV2Checkpoints'.split(' '),
);

/** Operators that fill a table from a file: a vocabulary among the model's assets. */
export const VOCABULARY_OPERATORS: ReadonlySet<string> = new Set([
  'InitializeTableFromTextFile',
  'InitializeTableFromTextFileV2',
]);

/** Places that `PrintV2` may print to; anything else is a file. */
export const PRINTED_TO: ReadonlySet<string> = new Set([
  'stderr',
  'stdout',
  'log(info)',
  'log(warning)',
  'log(error)',
]);
