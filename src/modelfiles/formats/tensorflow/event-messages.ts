import type { MessageSchema } from '../protobuf/message-schema.ts';

/** Messages of a TensorBoard event file (`event.proto` of TensorFlow 2.21), from `Event` down. */
export const EVENT_MESSAGES: MessageSchema = {
  Event: [
    '1 wall_time f8, 2 step int, 3 file_version string, 4 graph_def bytes, 5 summary Summary',
    '6 log_message LogMessage, 7 session_log SessionLog',
    '8 tagged_run_metadata TaggedRunMetadata, 9 meta_graph_def bytes',
    '10 source_metadata SourceMetadata',
  ],
  Summary: ['1* value Summary.Value'],
  LogMessage: ['1 level int, 2 message string'],
  SessionLog: ['1 status int, 2 checkpoint_path string, 3 msg string'],
  TaggedRunMetadata: ['1 tag string, 2 run_metadata bytes'],
  SourceMetadata: ['1 writer string'],
  'Summary.Value': [
    '1 tag string, 2 simple_value f4, 3 obsolete_old_style_histogram bytes',
    '4 image Summary.Image, 5 histo HistogramProto, 6 audio Summary.Audio, 7 node_name string',
    '8 tensor TensorProto, 9 metadata SummaryMetadata',
  ],
  SummaryMetadata: [
    '1 plugin_data SummaryMetadata.PluginData, 2 display_name string',
    '3 summary_description string, 4 data_class int',
  ],
  'Summary.Image': ['1 height int, 2 width int, 3 colorspace int, 4 encoded_image_string bytes'],
  HistogramProto: [
    '1 min f8, 2 max f8, 3 num f8, 4 sum f8, 5 sum_squares f8, 6* bucket_limit f8',
    '7* bucket f8',
  ],
  'Summary.Audio': [
    '1 sample_rate f4, 2 num_channels int, 3 length_frames int, 4 encoded_audio_string bytes',
    '5 content_type string',
  ],
  TensorProto: [
    '1 dtype int, 2 tensor_shape TensorShapeProto, 3 version_number int',
    '4 tensor_content bytes, 5* float_val f4, 6* double_val f8, 7* int_val int',
    '8* string_val bytes, 9* scomplex_val f4, 10* int64_val int, 11* bool_val int',
    '12* dcomplex_val f8, 13* half_val int, 14* resource_handle_val ResourceHandleProto',
    '15* variant_val VariantTensorDataProto, 16* uint32_val int, 17* uint64_val int',
    '18 float8_val bytes',
  ],
  'SummaryMetadata.PluginData': ['1 plugin_name string, 2 content bytes'],
  TensorShapeProto: ['2* dim TensorShapeProto.Dim, 3 unknown_rank int'],
  ResourceHandleProto: [
    '1 device string, 2 container string, 3 name string, 4 hash_code int',
    '5 maybe_type_name string, 6* dtypes_and_shapes ResourceHandleProto.DtypeAndShape',
  ],
  VariantTensorDataProto: ['1 type_name string, 2 metadata bytes, 3* tensors TensorProto'],
  'TensorShapeProto.Dim': ['1 size int, 2 name string'],
  'ResourceHandleProto.DtypeAndShape': ['1 dtype int, 2 shape TensorShapeProto'],
};
