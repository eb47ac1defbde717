import { ORDINARY_OPERATORS } from '../tensorflow/ordinary-operators.ts';

/** Parts of TensorFlow's public interface whose functions all compute, but for the ones below. */
const FAMILIES: ReadonlySet<string> = new Set(
  '__operators__ bitwise image linalg math nn random ragged signal sparse strings'.split(' '),
);

/** Functions outside these families that compute. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `abs acos acosh add add_n argmax argmin argsort asin asinh atan atan2 atanh batch_to_space
  boolean_mask broadcast_to cast ceil clip_by_global_norm clip_by_norm clip_by_value concat
  convert_to_tensor cos cosh cumsum divide dynamic_partition dynamic_stitch edit_distance einsum
  ensure_shape equal exp expand_dims extract_volume_patches eye fill fingerprint floor floordiv
  gather gather_nd greater greater_equal histogram_fixed_width identity identity_n less less_equal
  linspace log logical_and logical_not logical_or logical_xor lower_bound matmul matrix_square_root
  maximum meshgrid minimum mod multiply negative no_op norm not_equal one_hot ones ones_like pad
  parallel_stack pow range rank realdiv reduce_all reduce_any reduce_logsumexp reduce_max
  reduce_mean reduce_min reduce_prod reduce_sum repeat reshape reverse reverse_sequence roll round
  rsqrt saturate_cast scalar_mul scatter_nd searchsorted sequence_mask shape shape_n sigmoid sign
  sin sinh size slice sort space_to_batch space_to_batch_nd split sqrt square squeeze stack
  stop_gradient strided_slice subtract switch_case tan tanh tensor_scatter_nd_add
  tensor_scatter_nd_max tensor_scatter_nd_min tensor_scatter_nd_sub tensor_scatter_nd_update
  tensordot tile to_float to_int32 transpose truediv truncatediv truncatemod unique
  unique_with_counts unravel_index unstack upper_bound where zeros zeros_like`.split(/\s+/),
);

/** Functions that reach files although their family computes. */
const EXCLUDED: ReadonlySet<string> = new Set(['fixed_unigram_candidate_sampler']);

/** Whether a public name of TensorFlow (`math.multiply`, `raw_ops.AddV2`) only computes. */
export function isOrdinarySymbol(symbol: string): boolean {
  const parts = symbol.replace(/^compat\.v[12]\./, '').split('.');
  const name = parts.at(-1) ?? '';
  if (!parts.every((part) => /^\w+$/.test(part)) || EXCLUDED.has(name)) return false;
  if (parts.length === 1) return FUNCTIONS.has(name);
  if (parts[0] === 'raw_ops') return parts.length === 2 && ORDINARY_OPERATORS.has(name);
  return FAMILIES.has(parts[0] ?? '') && (parts[0] === '__operators__' || !name.startsWith('_'));
}
