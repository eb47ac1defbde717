import tables from './python2-names.json' with { type: 'json' };

const NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(tables.names).flatMap(([module, names]) =>
    Object.entries(names).map(([name, target]) => [`${module}\n${name}`, target] as const),
  ),
);
const MODULES: ReadonlyMap<string, string> = new Map(Object.entries(tables.modules));

/**
 * What an unpickler looks for below protocol 3, where a pickle has a name of Python 2: CPython's
 * `_compat_pickle`, names before modules. Other names stay as they are.
 */
export function python3Name(module: string, name: string): readonly [module: string, name: string] {
  const [mappedModule, mappedName] = NAMES.get(`${module}\n${name}`) ?? [];
  if (mappedModule !== undefined && mappedName !== undefined) return [mappedModule, mappedName];
  return [MODULES.get(module) ?? module, name];
}
