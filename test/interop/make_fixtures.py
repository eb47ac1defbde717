"""Writes small fixtures with the real tools: DVC, deltalake and pyiceberg.

    python make_fixtures.py FOLDER

Beside each fixture lies what the tool itself reads of it (`expected.json`).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from pyiceberg.catalog.sql import SqlCatalog

TEXTS = ["the battery died", "works well", "broken on arrival", "as described", "would buy again"]


def rows(start: int, count: int) -> pa.Table:
    """Records with an id, a text and a label."""
    ids = list(range(start, start + count))
    return pa.table(
        {
            "id": pa.array(ids, pa.int64()),
            "text": [f"{TEXTS[i % len(TEXTS)]} {i}" for i in ids],
            "label": ["bad" if i % 2 == 0 else "good" for i in ids],
        }
    )


def sorted_rows(table: pa.Table) -> list[dict]:
    return table.sort_by("id").select(["id", "text", "label"]).to_pylist()


def make_dvc(folder: Path) -> None:
    """A tracked file and a tracked folder, in a repository without git."""
    folder.mkdir(parents=True)
    env = {**os.environ, "DVC_NO_ANALYTICS": "1", "DVC_SITE_CACHE_DIR": str(folder.parent / "site")}
    (folder / "one.jsonl").write_text('{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n')
    parts = folder / "parts"
    (parts / "ä").mkdir(parents=True)
    (parts / "a.csv").write_text("text,label\nx,1\n")
    (parts / "ä" / "b.csv").write_text("text,label\ny,2\n")
    dvc = str(Path(sys.executable).parent / "dvc")
    for command in (["init", "--no-scm"], ["add", "one.jsonl"], ["add", "parts"]):
        subprocess.run([dvc, *command, "--quiet"], cwd=folder, env=env, check=True)
    (folder / ".dvc" / "tmp").exists() and subprocess.run(["rm", "-rf", str(folder / ".dvc" / "tmp")], check=True)
    for path in ("one.jsonl", "parts"):
        subprocess.run(["rm", "-rf", str(folder / path)], check=True)


def make_delta(folder: Path) -> None:
    """Appends, a delete, a checkpoint, and a commit after it."""
    uri = str(folder)
    write_deltalake(uri, rows(0, 6), configuration={"delta.enableDeletionVectors": "false"})
    write_deltalake(uri, rows(6, 4), mode="append")
    DeltaTable(uri).delete("id = 7")
    DeltaTable(uri).create_checkpoint()
    write_deltalake(uri, rows(10, 2), mode="append")
    versions = range(DeltaTable(uri).version() + 1)
    expected = {v: sorted_rows(pa.table(DeltaTable(uri, version=v).to_pyarrow_table())) for v in versions}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def make_iceberg(folder: Path) -> None:
    """Two appends and a delete: three snapshots and more."""
    warehouse = folder.parent / "warehouse"
    warehouse.mkdir(parents=True)
    catalog = SqlCatalog("fixture", uri=f"sqlite:///{warehouse}/catalog.db", warehouse=f"file://{warehouse}")
    catalog.create_namespace("n")
    table = catalog.create_table("n.t", schema=rows(0, 1).schema)
    table.append(rows(0, 6))
    table.append(rows(6, 4))
    table.delete("id == 7")
    expected = {
        str(s.snapshot_id): sorted_rows(table.scan(snapshot_id=s.snapshot_id).to_arrow())
        for s in table.snapshots()
    }
    location = Path(table.location().removeprefix("file://"))
    location.rename(folder)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    subprocess.run(["rm", "-rf", str(warehouse)], check=True)


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    make_dvc(folder / "dvc")
    make_delta(folder / "delta")
    make_iceberg(folder / "iceberg")
    subprocess.run(["rm", "-rf", str(folder / "site")], check=True)


main()
