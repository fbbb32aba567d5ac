import hashlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ganbench.errors import GanbenchError
from ganbench.features import download as module
from ganbench.features.download import download

CONTENT = os.urandom(600_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """/whole has the content, /broken ends early, /nothing is not there."""

    def do_GET(self) -> None:
        if self.path == "/nothing":
            self.send_error(404, "Not Found")
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT if self.path == "/whole" else CONTENT[:400_000])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_file_with_the_right_hash_gets_its_name(server: str, tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "file"
    assert download(f"{server}/whole", target, SHA256) == target
    assert target.read_bytes() == CONTENT
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_others_may_read_it_as_any_new_file(server: str, tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        download(f"{server}/whole", tmp_path / "file", SHA256)
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize(
    ("path", "sha256", "message"),
    [
        ("whole", "0" * 64, f"expected the sha256 {'0' * 64}, found {SHA256}"),
        ("broken", SHA256, "expected 600,000 bytes, found 400,000|IncompleteRead"),
        ("nothing", SHA256, "/nothing cannot be fetched: Not Found"),
    ],
    ids=["another", "broken", "nothing"],  # the content is drawn anew for every process
)
def test_what_fails_leaves_nothing_behind(server, tmp_path, path, sha256, message) -> None:
    with pytest.raises(GanbenchError, match=message):
        download(f"{server}/{path}", tmp_path / "file", sha256)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_leaves_an_older_file_as_it_was(server: str, tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"older")
    with pytest.raises(GanbenchError):
        download(f"{server}/broken", target, SHA256)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_download_leaves_nothing_behind(server, tmp_path, monkeypatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_copy", stop)
    with pytest.raises(KeyboardInterrupt):
        download(f"{server}/whole", tmp_path / "file", SHA256)
    assert list(tmp_path.iterdir()) == []


def test_no_server_is_told(tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match=r"cannot be fetched: .*refused"):
        download("http://127.0.0.1:1/file", tmp_path / "file", SHA256)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(server: str, tmp_path: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_copy", full)
    with pytest.raises(GanbenchError, match=r"file cannot be written: .*No space left"):
        download(f"{server}/whole", tmp_path / "file", SHA256)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(server: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(GanbenchError, match="cannot be written"):
        download(f"{server}/whole", tmp_path / "taken" / "file", SHA256)
