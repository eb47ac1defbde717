/** Left out of every signature unless they are asked for (OMS §6.2). */
export const DEFAULT_IGNORED: readonly string[] = [
  '.git',
  '.gitattributes',
  '.github',
  '.gitignore',
];

/** Whether a path is one of these, or lies below one (OMS §6.2.1: exact paths from the root). */
export function isIgnored(path: string, ignored: readonly string[]): boolean {
  return ignored.some((entry) => {
    const folder = entry.replace(/\/+$/, '');
    return path === folder || path.startsWith(`${folder}/`);
  });
}

/** What some framework loads, runs or obeys when it lies beside a model. */
const LOADABLE =
  /\.(?:py[cdowx]?|ipynb|so(?:\.[\d.]+)?|dll|dylib|js|mjs|cjs|wasm|sh|bat|ps1|pkl|pickle|p|dill|joblib|pt|pth|ckpt|bin|mar|nemo|safetensors|gguf|ggml|onnx|pb|pbtxt|tflite|h5|hdf5|keras|mlmodel|npy|npz|mat|rds|msgpack|model|json|jsonl|ya?ml|toml|jinja2?|j2|tmpl|txt|csv|tsv|parquet|arrow|zip|tar|t?gz|bz2|xz|zst|7z|whl|egg)$/i;

/** Whether a file that nobody signed could change what a model does. */
export function isLoadable(path: string): boolean {
  return LOADABLE.test(path);
}
