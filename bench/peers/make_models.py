"""Writes scikit-learn models, as pickles and as joblib files.

usage: make_models.py FOLDER COUNT

Prints how many bytes they have, and how many of those are instructions: what is left without the
elements of arrays.
"""

import json
import pickle
import pickletools
import sys
from pathlib import Path

import joblib
import numpy as np
from joblib.numpy_pickle import NumpyArrayWrapper
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# Protocols below 3 write the elements of arrays as text.
LONG_TEXT = 4096
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def words(generator, count):
    drawn = generator.integers(0, len(SYLLABLES), (count, 4))
    return ["".join(SYLLABLES[at] for at in row) for row in drawn]


def documents(generator, vocabulary, count):
    drawn = generator.integers(0, len(vocabulary), (count, 60))
    return [" ".join(vocabulary[at] for at in row) for row in drawn]


def text_model(generator):
    vocabulary = words(generator, int(generator.integers(4000, 24000)))
    texts = documents(generator, vocabulary, 1000)
    labels = generator.integers(0, 2, len(texts))
    vectorizer = (TfidfVectorizer, CountVectorizer)[int(generator.integers(0, 2))]()
    return Pipeline([("words", vectorizer), ("model", MultinomialNB())]).fit(texts, labels)


def dictionary_model(generator):
    names = words(generator, 12000)
    rows = [dict.fromkeys(line.split(), 1.0) for line in documents(generator, names, 400)]
    return DictVectorizer().fit(rows)


def forest(generator):
    table = generator.normal(size=(200, 8))
    labels = generator.integers(0, 3, len(table))
    return RandomForestClassifier(n_estimators=30, max_depth=6, random_state=1).fit(table, labels)


def boosted(generator):
    table = generator.normal(size=(150, 6))
    labels = generator.integers(0, 2, len(table))
    return GradientBoostingClassifier(n_estimators=20, random_state=1).fit(table, labels)


def mixed_model(generator):
    cells = np.array(words(generator, 800), dtype=object).reshape(200, 4)
    steps = ColumnTransformer([("one-hot", OneHotEncoder(handle_unknown="ignore"), [0, 1, 2, 3])])
    labels = generator.integers(0, 2, len(cells))
    return Pipeline([("cells", steps), ("model", LogisticRegression())]).fit(cells, labels)


def scaler(generator):
    return StandardScaler().fit(generator.normal(size=(100, 20)))


MAKERS = (text_model, dictionary_model, text_model, forest, mixed_model, boosted, scaler)


elements_written = 0
write_array = NumpyArrayWrapper.write_array


def count_and_write(wrapper, array, pickler):
    global elements_written
    if not array.dtype.hasobject:
        elements_written += array.nbytes
    write_array(wrapper, array, pickler)


def instructions_until_break(path):
    """Bytes of instructions up to where `pickletools` breaks off, which is at joblib's first array."""
    position = 0
    elements = 0
    try:
        for _, argument, position in pickletools.genops(path.read_bytes()):
            if isinstance(argument, bytes):
                elements += len(argument)
            elif isinstance(argument, str) and len(argument) > LONG_TEXT:
                elements += len(argument.encode())
    except ValueError:
        pass
    return position - elements


def main(folder, count):
    NumpyArrayWrapper.write_array = count_and_write
    Path(folder).mkdir(parents=True, exist_ok=True)
    figures = {"bytes": 0, "instructions": 0, "peer_instructions": 0}
    for number in range(count):
        generator = np.random.default_rng(number)
        model = MAKERS[number % len(MAKERS)](generator)
        path = Path(folder, f"model-{number}.{'joblib' if number % 2 else 'pkl'}")
        before = elements_written
        if number % 2:
            joblib.dump(model, path)
        else:
            with open(path, "wb") as file:
                pickle.dump(model, file, protocol=2 + number // 2 % 4)
        readable = instructions_until_break(path)
        size = path.stat().st_size
        figures["bytes"] += size
        figures["peer_instructions"] += readable
        figures["instructions"] += size - (elements_written - before) if number % 2 else readable
    print(json.dumps(figures))


main(sys.argv[1], int(sys.argv[2]))
