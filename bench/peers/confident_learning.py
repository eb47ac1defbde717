"""Confident learning with cleanlab on one core.

usage: confident_learning.py PROBABILITIES LABELS WORK REPEATS OUT

WORK is a filter, `ranked` (the default filter, ranked by self-confidence) or a score. The row numbers go to
OUT as 32-bit integers, scores as doubles.
"""

import json
import sys
import time
import warnings

import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores

SCORES = ["self_confidence", "normalized_margin", "confidence_weighted_entropy"]


def work(name, labels, probabilities):
    if name in SCORES:
        return get_label_quality_scores(labels, probabilities, method=name)
    if name == "ranked":
        return find_label_issues(
            labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1
        )
    return np.flatnonzero(find_label_issues(labels, probabilities, filter_by=name, n_jobs=1))


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as file:
        peak = next(line for line in file if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1000


def main(probabilities_path, labels_path, name, repeats, out):
    warnings.filterwarnings("ignore")
    probabilities = np.load(probabilities_path)
    labels = np.load(labels_path)
    seconds = []
    for _ in range(int(repeats)):
        began = time.process_time()
        result = work(name, labels, probabilities)
        seconds.append(time.process_time() - began)
    result.astype(np.float64 if name in SCORES else np.int32).tofile(out)
    print(json.dumps({"seconds": float(np.median(seconds)), "megabytes": peak_megabytes()}))


main(*sys.argv[1:])
