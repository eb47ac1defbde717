import type { Format } from '../../format.ts';
import { looksLikeOnnx } from '../onnx/inspect-onnx.ts';
import { looksLikeKerasMetadata } from '../tensorflow/inspect-keras-metadata.ts';
import {
  looksLikeGraph,
  looksLikeMetaGraph,
  looksLikeSavedModel,
} from '../tensorflow/inspect-saved-model.ts';
import { looksLikeFingerprint, looksLikeSentencePiece } from './inspect-plain-messages.ts';
import type { TopLevel } from './top-level.ts';

/** Protobuf has no signature: formats are told apart by the fields they begin with, and no two agree. */
const LOOKS: readonly (readonly [Format, (topLevel: TopLevel) => boolean])[] = [
  ['onnx', looksLikeOnnx],
  ['saved-model', looksLikeSavedModel],
  ['tensorflow-graph', looksLikeGraph],
  ['tensorflow-meta-graph', looksLikeMetaGraph],
  ['tensorflow-fingerprint', looksLikeFingerprint],
  ['keras-metadata', looksLikeKerasMetadata],
  ['sentencepiece', looksLikeSentencePiece],
];

/** Which protobuf format the outermost fields are of; `null` where they fit none. */
export function protobufFormat(topLevel: TopLevel): Format | null {
  return LOOKS.find(([, looksLike]) => looksLike(topLevel))?.[0] ?? null;
}
