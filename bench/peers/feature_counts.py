"""Documents by feature and label with scikit-learn's CountVectorizer, on one core.

usage: feature_counts.py TEXTS LABELS   (one document, and one label, a line)
"""

import json
import sys
import time

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer


def main(texts_path, labels_path):
    with open(texts_path, encoding="utf-8") as file:
        texts = file.read().splitlines()
    labels = np.loadtxt(labels_path, dtype=np.int64)
    began = time.process_time()
    features = CountVectorizer(lowercase=True, binary=True).fit_transform(texts)
    documents = np.arange(len(texts))
    outcomes = csr_matrix((np.ones(len(texts), dtype=np.int64), (labels, documents)))
    counts = outcomes @ features
    ended = time.process_time()
    print(
        json.dumps(
            {
                "documents": len(texts),
                "seconds": ended - began,
                "features": features.shape[1],
                "total": int(counts.sum()),
            }
        )
    )


main(sys.argv[1], sys.argv[2])
