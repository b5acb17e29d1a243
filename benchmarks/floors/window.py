"""Floor of the start: a bare Qt window, the two SQL libraries, and an empty file opened.

Run as a program; prints the seconds from its first line, and its memory in MB.
"""

import sys
import time
from pathlib import Path

started = time.perf_counter()

import sqlcipher3.dbapi2 as driver  # noqa: E402

sys.modules.setdefault("pysqlite3", driver)
sys.modules.setdefault("pysqlite3.dbapi2", driver)
import sqlite_utils  # noqa: E402
from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView  # noqa: E402


def main() -> None:
    """Show a window of the usual size and leave at the first idle moment."""
    connection = driver.connect(sys.argv[1])
    sqlite_utils.Database(connection)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    QTimer.singleShot(0, app.quit)
    app.exec()
    print(f"{time.perf_counter() - started:.4f} {resident_mb():.1f}")


def resident_mb() -> float:
    """Resident memory of this process, from the kernel's own account."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
