/** What a file's content can be. Names of files never settle it, but for what a plain text is for. */
export type Format =
  // Formats of models and arrays.
  | 'gguf'
  | 'hdf5'
  | 'joblib'
  | 'keras'
  | 'npy'
  | 'npz'
  | 'onnx'
  | 'pickle'
  | 'safetensors'
  | 'saved-model'
  | 'sentencepiece'
  | 'tflite'
  | 'torch-legacy'
  | 'torch-zip'
  // What accompanies a TensorFlow model.
  | 'keras-metadata'
  | 'tfrecord'
  | 'tensorflow-fingerprint'
  | 'tensorflow-graph'
  | 'tensorflow-index'
  | 'tensorflow-meta-graph'
  // Containers.
  | 'bzip2'
  | 'gzip'
  | 'lz4'
  | 'lzma'
  | 'rar'
  | 'seven-zip'
  | 'tar'
  | 'xz'
  | 'zip'
  | 'zlib'
  | 'zstd'
  // Texts, by what they are for.
  | 'chat-template'
  | 'json'
  | 'python-source'
  | 'requirements'
  | 'text'
  | 'yaml'
  // What stands for something that lies elsewhere, or is explained from there.
  | 'lfs-pointer'
  | 'tensor-data'
  // Nothing, and what nobody knows.
  | 'empty'
  | 'unknown';
