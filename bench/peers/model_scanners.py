"""Scans a folder with another scanner of model files, and measures it without its start.

usage: model_scanners.py (picklescan | modelscan) FOLDER
"""

import contextlib
import io
import json
import logging
import resource
import sys
import time


def with_picklescan(folder):
    from picklescan.scanner import scan_directory_path

    def scan():
        result = scan_directory_path(folder)
        return result.scanned_files, result.infected_files

    return scan


def with_modelscan(folder):
    from modelscan.modelscan import ModelScan

    scanner = ModelScan()

    def scan():
        results = scanner.scan(folder)
        return results["summary"]["scanned"]["total_scanned"], results["summary"]["total_issues"]

    return scan


SCANNERS = {"picklescan": with_picklescan, "modelscan": with_modelscan}


def main(scanner, folder):
    logging.disable(logging.CRITICAL)
    scan = SCANNERS[scanner](folder)
    began, began_by_clock = time.process_time(), time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        files, issues = scan()
    seconds, wall = time.process_time() - began, time.perf_counter() - began_by_clock
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        json.dumps(
            {
                "seconds": seconds,
                "wall": wall,
                "files": files,
                "issues": issues,
                "megabytes": megabytes,
            }
        )
    )


main(sys.argv[1], sys.argv[2])
