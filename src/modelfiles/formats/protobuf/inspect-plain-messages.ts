import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { ProblemList } from '../problem-list.ts';
import type { MessageSchema } from './message-schema.ts';
import { onlyFields, type TopLevel } from './top-level.ts';
import { walkMessages } from './walk-messages.ts';

/** `sentencepiece_model.proto` of SentencePiece 0.2. */
const SENTENCEPIECE: MessageSchema = {
  ModelProto: [
    '1* pieces Piece, 2 trainer_spec TrainerSpec, 3 normalizer_spec NormalizerSpec',
    '4 self_test_data SelfTestData, 5 denormalizer_spec NormalizerSpec',
  ],
  Piece: ['1 piece string, 2 score f4, 3 type int'],
  TrainerSpec: [
    '1* input string, 2 model_prefix string, 3 model_type int, 4 vocab_size int',
    '5* accept_language string, 6 self_test_sample_size int, 7 input_format string',
    '10 character_coverage f4, 11 input_sentence_size int, 12 mining_sentence_size int',
    '13 training_sentence_size int, 14 seed_sentencepiece_size int, 15 shrinking_factor f4',
    '16 num_threads int, 17 num_sub_iterations int, 18 max_sentence_length int',
    '19 shuffle_input_sentence int, 20 max_sentencepiece_length int',
    '21 split_by_unicode_script int, 22 split_by_whitespace int',
    '23 split_by_number int, 24 treat_whitespace_as_suffix int, 25 split_digits int',
    '26 allow_whitespace_only_pieces int, 30* control_symbols string',
    '31* user_defined_symbols string, 32 vocabulary_output_piece_score int',
    '33 hard_vocab_limit int, 34 use_all_vocab int, 35 byte_fallback int',
    '36 required_chars string, 40 unk_id int, 41 bos_id int, 42 eos_id int, 43 pad_id int',
    '44 unk_surface string, 45 unk_piece string, 46 bos_piece string, 47 eos_piece string',
    '48 pad_piece string, 49 train_extremely_large_corpus int',
    '50 enable_differential_privacy int, 51 differential_privacy_noise_level f4',
    '52 differential_privacy_clipping_threshold int, 53 pretokenization_delimiter string',
    '54 seed_sentencepieces_file string, 55 auto_character_coverage int',
  ],
  NormalizerSpec: [
    '1 name string, 2 precompiled_charsmap bytes, 3 add_dummy_prefix int',
    '4 remove_extra_whitespaces int, 5 escape_whitespaces int, 6 normalization_rule_tsv string',
  ],
  SelfTestData: ['1* samples Sample'],
  Sample: ['1 input string, 2 expected string'],
};

/** `fingerprint.proto` of TensorFlow 2.21, beside a SavedModel. */
const FINGERPRINT: MessageSchema = {
  FingerprintDef: [
    '1 saved_model_checksum int, 2 graph_def_program_hash int, 3 signature_def_hash int',
    '4 saved_object_graph_hash int, 5 checkpoint_hash int, 6 version VersionDef, 7 uuid string',
  ],
  VersionDef: ['1 producer int, 2 min_consumer int, 3* bad_consumers int'],
};

/** Whether the outermost fields are those of a SentencePiece model, and the first piece has a score. */
export function looksLikeSentencePiece({ fields, firstOfOne }: TopLevel): boolean {
  return (
    onlyFields(fields, ['1:2', '2:2', '3:2', '4:2', '5:2']) &&
    firstOfOne.has('1:2') &&
    firstOfOne.has('2:5') &&
    onlyFields(firstOfOne, ['1:2', '2:5', '3:0'])
  );
}

/** Whether the outermost fields are those of a SavedModel's `fingerprint.pb`. */
export function looksLikeFingerprint({ fields }: TopLevel): boolean {
  return (
    fields.has('1:0') &&
    fields.has('2:0') &&
    onlyFields(fields, ['1:0', '2:0', '3:0', '4:0', '5:0', '6:2', '7:2'])
  );
}

/** A SentencePiece model: pieces of words, their scores, and how the model was trained. */
export function inspectSentencePiece(source: ByteSource, context: InspectionContext): Inspection {
  return inspectPlain(source, context, { schema: SENTENCEPIECE, root: 'ModelProto' });
}

/** The checksums beside a SavedModel. */
export function inspectFingerprint(source: ByteSource, context: InspectionContext): Inspection {
  return inspectPlain(source, context, { schema: FINGERPRINT, root: 'FingerprintDef' });
}

/** Messages that hold nothing to run: it is enough that every byte belongs to a field. */
function inspectPlain(
  source: ByteSource,
  context: InspectionContext,
  { schema, root }: { readonly schema: MessageSchema; readonly root: string },
): Inspection {
  const problems = new ProblemList();
  problems.attempt('protobuf', () => {
    walkMessages({
      view: new ByteView(source),
      schema,
      root,
      range: { start: 0, end: source.length },
      budget: context.budget,
      problems,
      visit: () => undefined,
    });
  });
  return { problems: problems.list(), program: null, members: [] };
}
