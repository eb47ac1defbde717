"""Holds the policies of model files against the libraries that are installed.

usage: check_policies.py [LIBRARY ...]

Lists the names that a policy allows and the installed library lacks: names of other versions, or
mistakes. Then fits models of the library and lists the names that their pickles use and the policy
does not allow. Nothing is unpickled. Exit code 1 where models use what is not allowed.
"""

import contextlib
import functools
import importlib
import importlib.metadata
import io
import json
import pickle
import pickletools
import sys
import warnings
from pathlib import Path

POLICIES = Path(__file__).parents[2] / "src/modelfiles/policy/built-in"
PACKAGES = {"sklearn": "scikit-learn", "imblearn": "imbalanced-learn"}
PROTOCOLS = (2, 5)


def read_policy(name):
    return json.loads((POLICIES / f"{name}.json").read_text())


def allowed_names(name):
    policy = read_policy(name)
    allowed = {(module, each) for module, names in policy["symbols"].items() for each in names}
    for base in policy.get("extends", []):
        allowed |= allowed_names(base.removeprefix("library:"))
    return allowed


def resolves(module, qualified_name):
    try:
        found = importlib.import_module(module)
        for part in qualified_name.split("."):
            found = getattr(found, part)
    except Exception:  # What a package throws while it is imported is its own affair.
        return False
    return True


def installed(module):
    try:
        importlib.import_module(module)
    except Exception:
        return False
    return True


def lacking_names(library):
    """Names of the library's own packages; those of other packages belong to their policies."""
    for module, names in read_policy(library)["symbols"].items():
        if installed(module.partition(".")[0]):
            yield from (f"{module}:{name}" for name in names if not resolves(module, name))


def names_in_program(program):
    """Names that a pickle of our own refers to; nobody has hidden any."""
    names = set()
    texts = []
    memo = []
    pushed = None
    for opcode, argument, _ in pickletools.genops(program):
        if opcode.name == "MEMOIZE":
            memo.append(pushed)
            continue
        if opcode.name == "GLOBAL":
            names.add(tuple(argument.split(" ", 1)))
        elif opcode.name == "STACK_GLOBAL":
            names.add(tuple(texts[-2:]))
        pushed = argument if opcode.name.endswith("UNICODE") else None
        if opcode.name in ("BINGET", "LONG_BINGET") and memo:
            pushed = memo[argument]
        if pushed is not None:
            texts.append(pushed)
    return names


def names_in(model):
    programs = (pickle.dumps(model, protocol, fix_imports=False) for protocol in PROTOCOLS)
    return set().union(*map(names_in_program, programs))


def numpy_models():
    import numpy as np

    for code in "?bhilqBHILQefdgFDGSUVMmO":
        yield np.zeros(3, dtype={"S": "S4", "U": "U4", "V": "V4", "M": "M8[s]"}.get(code, code))
    yield from (np.float64(1), np.datetime64("2026-01-01"), np.dtype([("a", "<i4"), ("b", "O")]))
    yield from (np.ma.masked_array([1, 2], [0, 1]), np.asmatrix([[1, 2]]), np.rec.array([(1, 2.0)]))
    yield from (np.random.default_rng(1), np.random.RandomState(1), np.polynomial.Polynomial([1]))
    yield np.add


def scipy_models():
    import numpy as np
    from scipy import interpolate, sparse, spatial, stats

    grid = np.arange(6.0)
    for layout in ("csr", "csc", "coo", "bsr", "dia", "dok", "lil"):
        yield sparse.random(4, 4, 0.5, format=layout)
        yield sparse.csr_array(np.eye(4)).asformat(layout)
    yield from (interpolate.interp1d(grid, grid), interpolate.CubicSpline(grid, grid))
    yield interpolate.PchipInterpolator(grid, grid)
    yield interpolate.make_interp_spline(grid, grid)
    yield from (spatial.cKDTree(np.eye(4)), spatial.KDTree(np.eye(4)), stats.norm(0, 1))
    yield from (stats.gaussian_kde(grid), spatial.transform.Rotation.identity())


def pandas_models():
    import pandas as pd

    times = pd.to_datetime(["2026-01-01"] * 2)
    for content in ([1, 2], [1.5, None], ["a", "b"], [True, None], times):
        yield from (pd.Series(content), pd.DataFrame({"a": content}), pd.Index(content))
        yield pd.Series(content).convert_dtypes()
    yield from (pd.Categorical(["a", "b"]), pd.interval_range(0, 3))
    yield pd.period_range("2026", periods=2)
    yield from (pd.Timedelta(1), pd.Timestamp(1), pd.Timestamp(1, tz="UTC"), pd.NaT, pd.NA)
    yield from (pd.MultiIndex.from_product([[1], [2]]), pd.RangeIndex(3), pd.offsets.MonthEnd())


def fitted(estimators):
    """Each estimator that can be made without arguments and fits a small table or a few texts."""
    import numpy as np

    generator = np.random.default_rng(1)
    table = np.abs(generator.normal(size=(60, 4)))
    labels = np.arange(60) % 2
    inputs = ((table, labels), (table, table[:, 0]), (table[:, 0], labels), (table, table[:, :2]))
    texts = (["one two", "two three", "three one"] * 20, labels)
    for _, make in estimators:
        for data in (*inputs, texts):
            try:
                model = make().fit(*data)
            except Exception:
                continue
            yield model
            break


def sklearn_models():
    from sklearn.utils import all_estimators

    return fitted(all_estimators())


def imblearn_models():
    from imblearn.utils.testing import all_estimators

    return fitted(all_estimators())


def xgboost_models():
    import xgboost

    names = ("XGBClassifier", "XGBRegressor", "XGBRFClassifier", "XGBRFRegressor")
    models = list(fitted([(name, getattr(xgboost, name)) for name in names]))
    return [*models, *(model.get_booster() for model in models)]


def lightgbm_models():
    import lightgbm

    makers = (lightgbm.LGBMClassifier, lightgbm.LGBMRegressor)
    models = list(fitted([("quiet", functools.partial(make, verbose=-1)) for make in makers]))
    return [*models, *(model.booster_ for model in models)]


MODELS = {
    "numpy": numpy_models,
    "scipy": scipy_models,
    "pandas": pandas_models,
    "sklearn": sklearn_models,
    "imblearn": imblearn_models,
    "xgboost": xgboost_models,
    "lightgbm": lightgbm_models,
}


def missing_names(library):
    """How many models were fitted, and the names in them that the policy does not allow."""
    allowed = allowed_names(library)
    count = 0
    missing = {}
    for model in MODELS[library]():
        try:
            names = names_in(model)
        except Exception as error:
            print(f"  cannot be pickled: {type(model).__qualname__}: {error}")
            continue
        count += 1
        for name in names - allowed:
            missing.setdefault(name, type(model).__qualname__)
    return count, missing


def check(library):
    if not installed(library):
        print(f"{library}: not installed")
        return False
    print(f"{library} {importlib.metadata.version(PACKAGES.get(library, library))}")
    for name in lacking_names(library):
        print(f"  allowed, and not there: {name}")
    if library not in MODELS:
        print("  no models of it are fitted here")
        return False
    count, missing = missing_names(library)
    for (module, name), model in sorted(missing.items()):
        print(f"  used, and not allowed: {module}:{name} (in a {model})")
    print(f"  {count} models, {len(missing)} names in them that are not allowed")
    return len(missing) > 0


def main(libraries):
    warnings.simplefilter("ignore")
    chosen = libraries or sorted({file.stem for file in POLICIES.glob("*.json")} - {"data-only"})
    with contextlib.redirect_stderr(io.StringIO()):
        found = [check(library) for library in chosen]
    return 1 if any(found) else 0


sys.exit(main(sys.argv[1:]))
