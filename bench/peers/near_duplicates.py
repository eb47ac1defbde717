"""Near-duplicates with datasketch's bulk path and its LSH, on one core.

usage: near_duplicates.py TEXTS   (one document a line)
"""

import json
import re
import sys
import time

from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128
BANDS, ROWS = 21, 6
SHINGLE = 5


def shingles(text):
    text = re.sub(r"\s+", " ", text.lower()).strip()
    return {text[at : at + SHINGLE].encode() for at in range(max(1, len(text) - SHINGLE + 1))}


def main(path):
    with open(path, encoding="utf-8") as file:
        texts = file.read().splitlines()
    began = time.process_time()
    sets = [shingles(text) for text in texts]
    shingled = time.process_time()
    signatures = MinHash.bulk(sets, num_perm=PERMUTATIONS)
    signed = time.process_time()
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    with index.insertion_session() as session:
        for record, signature in enumerate(signatures):
            session.insert(record, signature, check_duplication=False)
    parents = list(range(len(texts)))

    def find(record):
        while parents[record] != record:
            parents[record] = parents[parents[record]]
            record = parents[record]
        return record

    for record, signature in enumerate(signatures):
        for other in index.query(signature):
            one, two = find(record), find(other)
            if one != two and signature.jaccard(signatures[other]) >= 0.8:
                parents[max(one, two)] = min(one, two)
    ended = time.process_time()
    joined = sum(1 for record in range(len(texts)) if find(record) != record)
    print(
        json.dumps(
            {
                "documents": len(texts),
                "seconds": ended - began,
                "shingling": shingled - began,
                "signatures": signed - shingled,
                "index": ended - signed,
                "joined": joined,
            }
        )
    )


main(sys.argv[1])
