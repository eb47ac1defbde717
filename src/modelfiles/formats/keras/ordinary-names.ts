/** Classes of Keras 3.15 and TF-Keras 2.21 that compute from their own settings and weights alone. */
const CLASSES = `
  AUC AWQConfig AWQDTypePolicy AbsMaxQuantizer Accuracy Activation ActivityRegularization Adadelta
  Adafactor Adagrad Adam AdamW Adamax AdaptiveAveragePooling1D AdaptiveAveragePooling2D
  AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D Add
  AdditiveAttention AlphaDropout Attention AugMix AutoContrast Average AveragePooling1D
  AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D BatchNormalization
  BatchNormalizationV1 BatchNormalizationV2 Bidirectional BinaryAccuracy BinaryCrossentropy
  BinaryFocalCrossentropy BinaryIoU CTC CategoricalAccuracy CategoricalCrossentropy
  CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge
  CategoryEncoding CenterCrop Circle Concatenate ConcordanceCorrelation Constant
  ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2D Conv2DTranspose
  Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose
  Convolution2D Convolution2DTranspose Convolution3D Convolution3DTranspose CosineDecay
  CosineDecayRestarts CosineSimilarity Cropping1D Cropping2D Cropping3D CuDNNGRU CuDNNLSTM CutMix
  DTypePolicy DTypePolicyMap Dense DepthwiseConv1D DepthwiseConv2D Dice Discretization Dot Dropout
  DynamicEmbedding DynamicLookup DynamicLossScale ELU EinsumDense Embedding Equalization
  ExponentialDecay F1Score FBetaScore FalseNegatives FalsePositives Flatten
  Float8QuantizationConfig FloatDTypePolicy Ftrl Functional GPTQConfig GPTQDTypePolicy GRU GRUCell
  GRUV1 GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D
  GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D
  GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D
  GlorotNormal GlorotUniform GroupNormalization GroupQueryAttention HashedCrossing Hashing
  HeNormal HeUniform Hinge Huber Identity IdentityInitializer IndexLookup InputLayer InputSpec
  Int4DTypePolicy Int4QuantizationConfig Int8QuantizationConfig IntegerLookup InverseTimeDecay IoU
  KLDivergence L1 L1L2 L2 LSTM LSTMCell LSTMV1 Lamb LayerNormalization LayerNormalizationV1
  LeakyReLU LecunNormal LecunUniform Lion LocallyConnected1D LocallyConnected2D LogCosh
  LogCoshError LossScaleOptimizer LossScaleOptimizerV1 LossScaleOptimizerV3 Masking MaxNorm
  MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D Maximum
  Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanRelativeError
  MeanSquaredError MeanSquaredLogarithmicError MeanTensor MelSpectrogram MinMaxNorm Minimum MixUp
  Model MultiHeadAttention MultiOptimizer Multiply Muon Nadam NonNeg Normalization OneHotIoU
  OneHotMeanIoU Ones Orthogonal OrthogonalInitializer OrthogonalRegularizer PReLU
  PearsonCorrelation PeepholeLSTMCell Permute PiecewiseConstantDecay Pipeline Poisson Policy
  PolicyV1 PolynomialDecay Precision PrecisionAtRecall PreprocessingLayer QuantizationConfig
  QuantizedDTypePolicy QuantizedFloat8DTypePolicy R2Score RMSNormalization RMSprop RNN
  RadialConstraint RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
  RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomFourierFeatures
  RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert RandomNormal
  RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness
  RandomShear RandomTranslation RandomUniform RandomWidth RandomZoom ReLU Recall RecallAtPrecision
  RepeatVector Rescaling Reshape Resizing ReversibleEmbedding RootMeanSquaredError SGD STFT
  STFTInitializer STFTSpectrogram ScheduleFreeAdamW SeedGenerator SensitivityAtSpecificity
  SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D Sequential
  SimpleRNN SimpleRNNCell Softmax Solarization SparseCategoricalAccuracy
  SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpatialDropout1D SpatialDropout2D
  SpatialDropout3D SpecificityAtSensitivity SpectralNormalization SquaredHinge StackedRNNCells
  StringLookup Subtract Sum SyncBatchNormalization TextVectorization TextVectorizationV1
  ThresholdedReLU TimeDistributed TopKCategoricalAccuracy TrueNegatives TruePositives
  TruncatedNormal Tversky UnitNorm UnitNormalization UpSampling1D UpSampling2D UpSampling3D
  VarianceScaling ZeroPadding1D ZeroPadding2D ZeroPadding3D Zeros constant glorot_normal
  glorot_uniform he_normal he_uniform identity l1 l1_l2 l2 lecun_normal lecun_uniform max_norm
  min_max_norm non_neg ones orthogonal orthogonal_regularizer radial_constraint random_normal
  random_uniform stft truncated_normal unit_norm variance_scaling zeros
`;

/** Classes of `keras.ops` that take tensors alone, and no functions to call. */
const OPERATIONS = `
  Abs Absolute AdaptiveAveragePool AdaptiveMaxPool Add AffineTransform All AllClose Amax Amin
  Angle Any Append Arange Arccos Arccosh Arcsin Arcsinh Arctan Arctan2 Arctanh Argmax Argmin
  Argpartition Argsort Array ArraySplit Average AveragePool BatchNorm BinaryCrossentropy Bincount
  BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift BitwiseXor
  BroadcastTo CDist CTCDecode CTCLoss Cast CategoricalCrossentropy Cbrt Ceil Celu Cholesky
  CholeskyInverse Clip Concatenate Conj Conjugate Conv ConvTranspose ConvertToTensor Copy Corrcoef
  Correlate Cos Cosh CountNonzero CropImages Cross Cumprod Cumsum Deg2rad DepthToSpace
  DepthwiseConv Det Diag Diagflat Diagonal Diff Digitize Divide DivideNoNan Dot
  DotProductAttention Dsplit Dstack Eig Eigh Einsum ElasticTransform Elu EmptyLike Equal Erf Erfc
  Erfinv Exp Exp2 ExpandDims Expm1 ExtractPatches ExtractSequences FFT FFT2 Fabs Flip Fliplr
  Flipud Floor FloorDivide Fmax Fmin Fmod Fold Full FullLike GaussianBlur Gcd Gelu Geomspace
  GetItem Glu Greater GreaterEqual HSVToRGB HardShrink HardSigmoid HardSilu HardTanh Heaviside
  Histogram Hsplit Hstack Hypot I0 IFFT2 IRFFT ISTFT Imag InTopK Inner Inv IsIn Isclose Isfinite
  Isinf Isnan Isneginf Isposinf Isreal Kron LayerNorm Lcm Ldexp LeakyRelu LeftShift Less LessEqual
  Linspace Log Log10 Log1p Log2 LogSigmoid LogSoftmax Logaddexp Logaddexp2 Logdet LogicalAnd
  LogicalNot LogicalOr LogicalXor Logspace Logsumexp Lstsq LuFactor MapCoordinates Matmul
  MatrixRank Max MaxPool Maximum Mean Median Meshgrid Min Minimum Mod Moments Moveaxis MultiHot
  Multiply NanToNum Nanargmax Nanargmin Nancumprod Nancumsum Nanmax Nanmean Nanmedian Nanmin
  Nanpercentile Nanprod Nanquantile Nanstd Nansum Nanvar Ndim Negative Nextafter Nonzero Norm
  Normalize NotEqual OneHot OnesLike Outer PSNR Pad PadImages Percentile PerspectiveTransform Pinv
  Polar Power Prod Ptp Qr Quantile RFFT RGBToGrayscale RGBToHSV RMSNorm Rad2deg Ravel Real
  Rearrange Reciprocal Relu Relu6 Repeat Reshape Resize RightShift Roll Rot90 Round Rsqrt SSIM
  STFT SVD SaturateCast ScaleAndTranslate Scatter ScatterUpdate SearchSorted SegmentMax SegmentMin
  SegmentProd SegmentReduction SegmentSum Select Selu SeparableConv Sigmoid Sign Signbit Silu Sin
  Sinc Sinh Size Slice SliceUpdate Slogdet SobelEdges SoftShrink Softmax Softplus Softsign Solve
  SolveTriangular Sort SpaceToDepth SparseCategoricalCrossentropy SparsePlus SparseSigmoid
  Sparsemax Split Sqrt Square Squareplus Squeeze Stack Std StopGradient Subtract Sum Swapaxes Take
  TakeAlongAxis Tan Tanh TanhShrink Tensordot Threshold Tile TopK Trace Transpose Trapezoid Tril
  Triu TrueDivide Trunc Unfold Unique UnravelIndex Unstack Vander Var Vdot View ViewAsComplex
  ViewAsReal Vsplit Vstack Where ZerosLike
`;

/** Functions that a configuration may name: activations, losses, metrics. */
const FUNCTIONS = `
  KLD MAE MAPE MSE MSLE acc accuracy binary_accuracy binary_crossentropy binary_focal_crossentropy
  categorical_accuracy categorical_crossentropy categorical_focal_crossentropy
  categorical_generalized_cross_entropy categorical_hinge celu circle concordance_correlation
  cosine_proximity cosine_similarity ctc dice elu exponential gelu glu hard_shrink hard_sigmoid
  hard_silu hard_swish hard_tanh hinge huber kl_divergence kld kullback_leibler_divergence
  leaky_relu linear log_cosh log_sigmoid log_softmax logcosh mae mape mean_absolute_error
  mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mish mse msle
  pearson_correlation poisson relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign
  sparse_categorical_accuracy sparse_categorical_crossentropy sparse_plus sparse_sigmoid
  sparse_top_k_categorical_accuracy sparsemax squared_hinge squareplus swish tanh tanh_shrink
  threshold top_k_categorical_accuracy tversky
`;

/** How Keras writes plain values that JSON has no word for. */
const VALUES = `
  __keras_tensor__ __tensor__ __numpy__ __bytes__ __ellipsis__ __slice__ __set__ __tuple__
  __complex__ CompositeTensor TensorShape TypeSpec
`;

/** What a class of Keras can do beyond computing. */
const CAPABLE: Readonly<Record<string, string>> = {
  Lambda: 'runs Python code that it carries',
  __lambda__: 'runs Python code that it carries',
  TorchModuleWrapper: 'unpickles a PyTorch module that it carries',
  TFSMLayer: 'loads another model from a path',
  JaxLayer: 'calls a function by its name',
  FlaxLayer: 'calls a function by its name',
};

/** Modules that classes of a configuration may come from. */
const MODULES =
  /^(?:keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras)(?:\.src)?(?:\.(?:activations|constraints|dtype_policies|engine|initializers|layers|losses|metrics|mixed_precision|models|ops|optimizers|quantizers|random|regularizers)(?:\.\w+)*)?$/;

const setOf = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Classes that a configuration may name without more ado. */
export const ORDINARY_CLASSES: ReadonlySet<string> = setOf(CLASSES + OPERATIONS + VALUES);

/** Functions that a configuration may name without more ado. */
export const ORDINARY_FUNCTIONS: ReadonlySet<string> = setOf(FUNCTIONS);

/** What a class can do beyond computing, as a verb with its object; `null` where it can't. */
export function deedOfClass(name: string): string | null {
  return Object.hasOwn(CAPABLE, name) ? (CAPABLE[name] ?? null) : null;
}

/** Whether a module is one of Keras's own that define what models are made of. */
export function isKerasModule(module: string): boolean {
  return MODULES.test(module);
}
