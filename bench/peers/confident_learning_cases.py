"""Small cases with cleanlab's own results, for the tests of src/numerics/confident-learning.

usage: confident_learning_cases.py FOLDER   (writes one JSON file a case)

Run where NumPy uses AVX-512: on other processors it decides ties in another way.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
from cleanlab.count import compute_confident_joint, get_confident_thresholds, num_label_issues
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores

FILTERS = [
    "prune_by_class",
    "prune_by_noise_rate",
    "both",
    "confident_learning",
    "predicted_neq_given",
    "low_normalized_margin",
    "low_self_confidence",
]
SCORES = ["self_confidence", "normalized_margin", "confidence_weighted_entropy"]

CASES = {
    "doubles": {"rows": 60, "classes": 4, "digits": 1e4},
    "singles": {"rows": 60, "classes": 4, "digits": 1e4, "single": True},
    "many-ties": {"rows": 120, "classes": 5, "digits": 8},
    "many-ties-in-singles": {"rows": 120, "classes": 5, "digits": 8, "single": True},
    "class-without-rows": {"rows": 50, "classes": 4, "digits": 64, "unused": 1},
    "class-without-rows-in-singles": {
        "rows": 50, "classes": 4, "digits": 64, "unused": 1, "single": True,
    },
    "two-classes": {"rows": 70, "classes": 2, "digits": 32},
    "more-classes-than-rows-each": {"rows": 90, "classes": 20, "digits": 32},
    "rare-class": {"rows": 80, "classes": 3, "digits": 128, "rare": True},
}


def make(rows, classes, digits, single=False, unused=0, rare=False, seed=0):
    random = np.random.default_rng(seed)
    used = classes - unused
    weights = np.ones(used) / used
    if rare:
        weights[-1] = 0.02
        weights /= weights.sum()
    truth = random.choice(used, rows, p=weights)
    labels = np.where(random.random(rows) < 0.2, random.integers(0, used, rows), truth)
    logits = random.normal(size=(rows, classes)) * 1.3
    logits[np.arange(rows), truth] += random.choice([0, 1.5, 3], rows)
    shares = np.exp(logits)
    shares = np.round(shares / shares.sum(axis=1, keepdims=True) * digits) / digits
    return labels.astype(np.int32), shares.astype(np.float32 if single else np.float64)


def results(labels, shares):
    def issues(**options):
        return np.flatnonzero(find_label_issues(labels, shares, n_jobs=1, **options)).tolist()

    def numbers(values):
        return np.asarray(values, dtype=np.float64).ravel().tolist()

    classes = shares.shape[1]
    return {
        "thresholds": numbers(get_confident_thresholds(labels, shares)),
        "joint": numbers(compute_confident_joint(labels, shares, calibrate=False)),
        "calibrated": numbers(compute_confident_joint(labels, shares)),
        "confidentIssues": int(num_label_issues(labels, shares)),
        "estimatedIssues": int(
            num_label_issues(labels, shares, estimation_method="off_diagonal_calibrated")
        ),
        "filters": {name: issues(filter_by=name) for name in FILTERS},
        "limited": {
            name: issues(filter_by=name, frac_noise=0.6, min_examples_per_class=5)
            for name in FILTERS[:3]
        },
        "removals": issues(filter_by="prune_by_class", num_to_remove_per_class=[2] * classes),
        "ranked": {
            name: find_label_issues(
                labels, shares, return_indices_ranked_by=name, n_jobs=1
            ).tolist()
            for name in SCORES
        },
        "scores": {
            name: numbers(get_label_quality_scores(labels, shares, method=name)) for name in SCORES
        },
        "adjusted": {
            name: numbers(
                get_label_quality_scores(labels, shares, method=name, adjust_pred_probs=True)
            )
            for name in SCORES[:2]
        },
    }


def main(folder):
    warnings.filterwarnings("ignore")
    for seed, (name, shape) in enumerate(CASES.items()):
        labels, shares = make(seed=seed, **shape)
        case = {
            "classes": shape["classes"],
            "single": shape.get("single", False),
            "labels": labels.tolist(),
            "probabilities": shares.astype(np.float64).ravel().tolist(),
            "expected": results(labels, shares),
        }
        text = json.dumps(case, separators=(",", ":"))
        (Path(folder) / f"{name}.json").write_text(text + "\n")


main(sys.argv[1])
