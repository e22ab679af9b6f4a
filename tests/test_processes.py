"""Worker processes are ended whatever they do, and Ctrl-C is not for them. Each case in a program of its own: it may hang."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import os, signal, struct, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from cleantext.processes import end, submit

def torn():
    frame = sys._getframe()
    while frame.f_code.co_name != "_process_worker":
        frame = frame.f_back
    os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 1000) + b"x")
    time.sleep(60)

def sleep(data):
    time.sleep(60)

def blocked():
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])

if __name__ == "__main__":
    pool = ProcessPoolExecutor(2, get_context(sys.argv[1]))
"""
CASES = {
    "half a result": "submit(pool, torn); time.sleep(1); end(pool)",
    "more calls than a pipe holds": "[submit(pool, sleep, bytes(5_000_000)) for _ in range(9)]; time.sleep(1); end(pool)",
    "nothing begun": "end(pool)",
    "blocked": "assert submit(pool, blocked).result(); end(pool)",
    "not here": "submit(pool, blocked).result(); pool.shutdown(); assert not blocked()",
}


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_workers_end(case: str, start: str, tmp_path: object) -> None:
    program = f"{tmp_path}/program.py"
    with open(program, "w") as file:
        file.write(BEGIN + "    " + case + "\n    print('ended')\n")
    done = subprocess.run([sys.executable, program, start], capture_output=True, text=True, timeout=40)
    assert (done.stdout, done.stderr) == ("ended\n", "")
