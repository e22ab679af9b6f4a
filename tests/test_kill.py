"""Promise 7: a kill at any instant leaves the whole old file or the whole new one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from cleantext.files import read, rewrite
path, texts = Path(sys.argv[1]), ["old " * 50_000, "new " * 50_000]
print("ready", flush=True)
while True:
    for text in texts:
        rewrite(read(path), text)
"""


def test_kill_at_random_instants(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old " * 50_000)
    path.chmod(0o640)
    dice = random.Random(7)
    seen = set()
    for _ in range(25):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.02))
        process.kill()
        process.wait()
        process.stdout.close()
        text = path.read_text()
        assert text in ("old " * 50_000, "new " * 50_000)
        assert path.stat().st_mode & 0o777 == 0o640
        seen.add(text[:3])
    assert seen == {"old", "new"}
