import type { MessageSchema } from '../protobuf/message-schema.ts';

/** Messages of a TensorFlow checkpoint index (`tensor_bundle.proto` of TensorFlow 2.21). */
export const CHECKPOINT_MESSAGES: MessageSchema = {
  BundleHeaderProto: ['1 num_shards int, 2 endianness int, 3 version VersionDef'],
  BundleEntryProto: [
    '1 dtype int, 2 shape TensorShapeProto, 3 shard_id int, 4 offset int, 5 size int',
    '6 crc32c f4, 7* slices TensorSliceProto',
  ],
  VersionDef: ['1 producer int, 2 min_consumer int, 3* bad_consumers int'],
  TensorShapeProto: ['2* dim TensorShapeProto.Dim, 3 unknown_rank int'],
  TensorSliceProto: ['1* extent TensorSliceProto.Extent'],
  'TensorShapeProto.Dim': ['1 size int, 2 name string'],
  'TensorSliceProto.Extent': ['1 start int, 2 length int'],
};
