import type { TableSchema } from '../flatbuffers/table-schema.ts';

/** Tables of TensorFlow Lite's `schema.fbs` (TensorFlow 2.21), from `Model` down. */
export const TFLITE_TABLES: TableSchema = {
  ATan2Options: '',
  AbsOptions: '',
  AddNOptions: '',
  AddOptions: '1 1',
  ArgMaxOptions: '1',
  ArgMinOptions: '1',
  AssignVariableOptions: '',
  BatchMatMulOptions: '1 1 1',
  BatchToSpaceNDOptions: '',
  BidirectionalSequenceLSTMOptions: '1 4 4 1 1 1',
  BidirectionalSequenceRNNOptions: '1 1 1 1',
  BitcastOptions: '',
  BitwiseXorOptions: '',
  BlockwiseQuantization: '4 4 4',
  BroadcastToOptions: '',
  BucketizeOptions: '[4]',
  Buffer: 'data=[1] offset=8 size=8',
  CallOnceOptions: '4',
  CallOptions: '4',
  CastOptions: '1 1',
  ConcatEmbeddingsOptions: '4 [4] [4]',
  ConcatenationOptions: '4 1',
  Conv2DOptions: '1 4 4 1 4 4 1',
  Conv3DOptions: '1 4 4 4 1 4 4 4',
  CosOptions: '',
  CumsumOptions: '1 1',
  CustomQuantization: '[1]',
  DensifyOptions: '',
  DepthToSpaceOptions: '4',
  DepthwiseConv2DOptions: '1 4 4 4 1 4 4',
  DequantizeOptions: '',
  DilateOptions: '',
  DimensionMetadata: '1 4 1 union:SparseIndexVector 1 union:SparseIndexVector',
  DivOptions: '1',
  DynamicUpdateSliceOptions: '',
  EmbeddingLookupSparseOptions: '1',
  EqualOptions: '',
  ExpOptions: '',
  ExpandDimsOptions: '',
  ExternalBuffer: '4 4 8 8 string',
  ExternalBufferGroup: 'string',
  FakeQuantOptions: '4 4 4 1',
  FillOptions: '',
  FloorDivOptions: '',
  FloorModOptions: '',
  FullyConnectedOptions: '1 1 1 1 1',
  GatherNdOptions: '',
  GatherOptions: '4 4',
  GeluOptions: '1',
  GreaterEqualOptions: '',
  GreaterOptions: '',
  HardSwishOptions: '',
  HashtableFindOptions: '',
  HashtableImportOptions: '',
  HashtableOptions: '4 1 1',
  HashtableSizeOptions: '',
  IfOptions: '4 4',
  Int32Vector: '[4]',
  L2NormOptions: '1',
  LSHProjectionOptions: '1',
  LSTMOptions: '1 4 4 1 1',
  LeakyReluOptions: '4',
  LessEqualOptions: '',
  LessOptions: '',
  LocalResponseNormalizationOptions: '4 4 4 4',
  LogSoftmaxOptions: '',
  LogicalAndOptions: '',
  LogicalNotOptions: '',
  LogicalOrOptions: '',
  MatrixDiagOptions: '',
  MatrixSetDiagOptions: '',
  MaximumMinimumOptions: '',
  Metadata: 'name=string buffer=4',
  MirrorPadOptions: '1',
  Model:
    'version=4 operator_codes=[OperatorCode] subgraphs=[SubGraph] description=string ' +
    'buffers=[Buffer] metadata_buffer=[4] metadata=[Metadata] ' +
    'signature_defs=[SignatureDef] external_buffer_groups=[ExternalBufferGroup] ' +
    'external_buffers=[ExternalBuffer]',
  MulOptions: '1',
  NegOptions: '',
  NonMaxSuppressionV4Options: '',
  NonMaxSuppressionV5Options: '',
  NotEqualOptions: '',
  OneHotOptions: '4',
  Operator:
    'opcode_index=4 inputs=[4] outputs=[4] builtin_options_type=1 ' +
    'builtin_options=union:BuiltinOptions custom_options=[1] custom_options_format=1 ' +
    'mutating_variable_inputs=[1] intermediates=[4] large_custom_options_offset=8 ' +
    'large_custom_options_size=8 builtin_options2_type=1 ' +
    'builtin_options2=union:BuiltinOptions2 debug_metadata_index=4',
  OperatorCode: 'deprecated_builtin_code=1 custom_code=string version=4 builtin_code=4',
  PackOptions: '4 4',
  PadOptions: '',
  PadV2Options: '',
  Pool2DOptions: '1 4 4 4 4 1',
  PowOptions: '',
  QuantizationParameters: '[4] [4] [4] [8] 1 union:QuantizationDetails 4',
  QuantizeOptions: '',
  RNNOptions: '1 1',
  RandomOptions: '8 8',
  RangeOptions: '',
  RankOptions: '',
  ReadVariableOptions: '',
  ReduceWindowOptions: '4',
  ReducerOptions: '1',
  ReshapeOptions: '[4]',
  ResizeBilinearOptions: '4 4 1 1',
  ResizeNearestNeighborOptions: '1 1',
  ReverseSequenceOptions: '4 4',
  ReverseV2Options: '',
  Rfft2dOptions: '',
  RightShiftOptions: '',
  SVDFOptions: '4 1 1',
  ScatterNdOptions: '',
  SegmentSumOptions: '',
  SelectOptions: '',
  SelectV2Options: '',
  SequenceRNNOptions: '1 1 1',
  ShapeOptions: '1',
  SignOptions: '',
  SignatureDef: '[TensorMap] [TensorMap] string string 4',
  SkipGramOptions: '4 4 1',
  SliceOptions: '',
  SoftmaxOptions: '4',
  SpaceToBatchNDOptions: '',
  SpaceToDepthOptions: '4',
  SparseToDenseOptions: '1',
  SparsityParameters: '[4] [4] [DimensionMetadata]',
  SplitOptions: '4',
  SplitVOptions: '4',
  SquareOptions: '',
  SquaredDifferenceOptions: '',
  SqueezeOptions: '[4]',
  StableHLOCompositeOptions: 'string 4 [1] 1 4',
  StablehloBroadcastInDimOptions: '[8]',
  StablehloCaseOptions: '[4]',
  StablehloCompareOptions: '4 4',
  StablehloConcatenateOptions: '8',
  StablehloConvolutionOptions: '[8] [8] [8] [8] [1] 8 8 [8] 8 8 [8] 8 8 [8] 8 8 [4]',
  StablehloCustomCallOptions: 'string 1 string 4 [4] [1]',
  StablehloDotGeneralOptions: '[8] [8] [8] [8] [4]',
  StablehloDynamicSliceOptions: '[8]',
  StablehloGatherOptions: '[8] [8] [8] 8 [8] 1',
  StablehloIotaOptions: '8',
  StablehloPadOptions: '[8] [8] [8]',
  StablehloReduceOptions: '[8] 4',
  StablehloReduceWindowOptions: '[8] [8] [8] [8] [8] 4',
  StablehloRngBitGeneratorOptions: '1',
  StablehloScatterOptions: '1 [8] [8] [8] 8 1 4',
  StablehloShiftLeftOptions: '',
  StablehloSliceOptions: '[8] [8] [8]',
  StablehloSortOptions: '8 1 4',
  StablehloTransposeOptions: '[8]',
  StablehloWhileOptions: '4 4',
  StridedSliceOptions: '4 4 4 4 4 1',
  SubGraph:
    'tensors=[Tensor] inputs=[4] outputs=[4] operators=[Operator] name=string ' +
    'debug_metadata_index=4',
  SubOptions: '1 1',
  Tensor: '[4] 1 4 string QuantizationParameters 1 SparsityParameters [4] 1 [VariantSubType] 4',
  TensorMap: 'string 4',
  TileOptions: '',
  TopKV2Options: '',
  TransposeConvOptions: '1 4 4 1 1',
  TransposeOptions: '',
  Uint16Vector: '[2]',
  Uint8Vector: '[1]',
  UnidirectionalSequenceLSTMOptions: '1 4 4 1 1 1',
  UniqueOptions: '1',
  UnpackOptions: '4 4',
  UnsortedSegmentMaxOptions: '',
  UnsortedSegmentMinOptions: '',
  UnsortedSegmentProdOptions: '',
  UnsortedSegmentSumOptions: '',
  VarHandleOptions: 'string string',
  VariantSubType: '[4] 1 1',
  WhereOptions: '',
  WhileOptions: '4 4',
  ZerosLikeOptions: '',
};

/** Which table a union holds, by the number in the field before it. */
export const TFLITE_UNIONS: Readonly<Record<string, string>> = {
  BuiltinOptions: `
    NONE Conv2DOptions DepthwiseConv2DOptions ConcatEmbeddingsOptions LSHProjectionOptions
    Pool2DOptions SVDFOptions RNNOptions FullyConnectedOptions SoftmaxOptions
    ConcatenationOptions AddOptions L2NormOptions LocalResponseNormalizationOptions LSTMOptions
    ResizeBilinearOptions CallOptions ReshapeOptions SkipGramOptions SpaceToDepthOptions
    EmbeddingLookupSparseOptions MulOptions PadOptions GatherOptions BatchToSpaceNDOptions
    SpaceToBatchNDOptions TransposeOptions ReducerOptions SubOptions DivOptions SqueezeOptions
    SequenceRNNOptions StridedSliceOptions ExpOptions TopKV2Options SplitOptions
    LogSoftmaxOptions CastOptions DequantizeOptions MaximumMinimumOptions ArgMaxOptions
    LessOptions NegOptions PadV2Options GreaterOptions GreaterEqualOptions LessEqualOptions
    SelectOptions SliceOptions TransposeConvOptions SparseToDenseOptions TileOptions
    ExpandDimsOptions EqualOptions NotEqualOptions ShapeOptions PowOptions ArgMinOptions
    FakeQuantOptions PackOptions LogicalOrOptions OneHotOptions LogicalAndOptions
    LogicalNotOptions UnpackOptions FloorDivOptions SquareOptions ZerosLikeOptions FillOptions
    BidirectionalSequenceLSTMOptions BidirectionalSequenceRNNOptions
    UnidirectionalSequenceLSTMOptions FloorModOptions RangeOptions ResizeNearestNeighborOptions
    LeakyReluOptions SquaredDifferenceOptions MirrorPadOptions AbsOptions SplitVOptions
    UniqueOptions ReverseV2Options AddNOptions GatherNdOptions CosOptions WhereOptions
    RankOptions ReverseSequenceOptions MatrixDiagOptions QuantizeOptions MatrixSetDiagOptions
    HardSwishOptions IfOptions WhileOptions DepthToSpaceOptions NonMaxSuppressionV4Options
    NonMaxSuppressionV5Options ScatterNdOptions SelectV2Options DensifyOptions SegmentSumOptions
    BatchMatMulOptions CumsumOptions CallOnceOptions BroadcastToOptions Rfft2dOptions
    Conv3DOptions HashtableOptions HashtableFindOptions HashtableImportOptions
    HashtableSizeOptions VarHandleOptions ReadVariableOptions AssignVariableOptions
    RandomOptions BucketizeOptions GeluOptions DynamicUpdateSliceOptions
    UnsortedSegmentProdOptions UnsortedSegmentMaxOptions UnsortedSegmentMinOptions
    UnsortedSegmentSumOptions ATan2Options SignOptions BitcastOptions BitwiseXorOptions
    RightShiftOptions`,
  BuiltinOptions2: `
    NONE StablehloConcatenateOptions StablehloBroadcastInDimOptions StablehloSliceOptions
    StablehloConvolutionOptions StablehloCustomCallOptions StablehloReduceOptions
    StablehloScatterOptions StablehloCompareOptions StablehloDynamicSliceOptions
    StablehloPadOptions StablehloIotaOptions StablehloDotGeneralOptions
    StablehloReduceWindowOptions StablehloSortOptions StablehloWhileOptions
    StablehloGatherOptions StablehloTransposeOptions DilateOptions
    StablehloRngBitGeneratorOptions ReduceWindowOptions StableHLOCompositeOptions
    StablehloShiftLeftOptions StablehloCaseOptions`,
  QuantizationDetails: `
    NONE CustomQuantization BlockwiseQuantization`,
  SparseIndexVector: `
    NONE Int32Vector Uint16Vector Uint8Vector`,
};
