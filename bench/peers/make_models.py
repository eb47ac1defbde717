"""Writes scikit-learn models, as pickles and as joblib files.

usage: make_models.py FOLDER COUNT
"""

import json
import pickle
import sys
from pathlib import Path

import joblib
import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


def words(generator, count):
    drawn = generator.integers(0, len(SYLLABLES), (count, 4))
    return ["".join(SYLLABLES[at] for at in row) for row in drawn]


def documents(generator, vocabulary, count):
    return [" ".join(generator.choice(vocabulary, 40)) for _ in range(count)]


def text_model(generator):
    vocabulary = words(generator, int(generator.integers(2000, 8000)))
    texts = documents(generator, vocabulary, 300)
    labels = generator.integers(0, 2, len(texts))
    vectorizer = (TfidfVectorizer, CountVectorizer)[int(generator.integers(0, 2))]()
    return Pipeline([("words", vectorizer), ("model", MultinomialNB())]).fit(texts, labels)


def dictionary_model(generator):
    names = words(generator, 3000)
    rows = [{name: 1.0 for name in generator.choice(names, 30).tolist()} for _ in range(300)]
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


def main(folder, count):
    Path(folder).mkdir(parents=True, exist_ok=True)
    written = 0
    for number in range(count):
        generator = np.random.default_rng(number)
        model = MAKERS[number % len(MAKERS)](generator)
        path = Path(folder, f"model-{number}.{'joblib' if number % 2 else 'pkl'}")
        if number % 2:
            joblib.dump(model, path)
        else:
            with open(path, "wb") as file:
                pickle.dump(model, file, protocol=2 + number // 2 % 4)
        written += path.stat().st_size
    print(json.dumps({"bytes": written}))


main(sys.argv[1], int(sys.argv[2]))
