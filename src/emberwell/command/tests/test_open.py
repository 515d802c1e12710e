"""`open`: one at a time, its port kept, ended by a signal, and none the worse for a crash."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from emberwell.command import address
from emberwell.vault.folder import DataFolder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as these tests send them are POSIX's")

Open = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def start(data: DataFolder) -> Iterator[Open]:
    """Run `open` in a process of its own; killed at the end if it is still there."""
    started: list[subprocess.Popen[str]] = []
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("EMBERWELL", "DATABASE", "DJANGO"))
    }

    def run(*arguments: str) -> subprocess.Popen[str]:
        call = [
            sys.executable,
            "-m",
            "emberwell.command.main",
            "open",
            "--no-browser",
            "--json",
            "--data",
            str(data.path),
        ]
        child = subprocess.Popen(
            [*call, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(child)
        return child

    yield run
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()


def served_at(child: subprocess.Popen[str]) -> dict[str, object]:
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, child.stderr.read() if child.stderr else ""
    told: dict[str, object] = json.loads(line)
    return told


def answer(port: object, host: str = "localhost") -> int:
    """The status of the first page, asked for under the name `host`."""
    connection = http.client.HTTPConnection("127.0.0.1", int(str(port)), timeout=20)
    connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
    status = connection.getresponse().status
    connection.close()
    return status


def ended_within_five_seconds(child: subprocess.Popen[str], with_signal: int) -> int:
    begun = time.monotonic()
    child.send_signal(with_signal)
    code = child.wait(timeout=10)
    assert time.monotonic() - begun < 5
    return code


def test_a_first_run_a_second_open_and_a_clean_end(start: Open, data: DataFolder) -> None:
    first = start()
    told = served_at(first)
    install = data.install()
    assert told["port"] == install.port
    assert told["address"] == f"http://{install.install_id}.localhost:{install.port}/"
    assert answer(told["port"]) in {200, 302}
    assert answer(told["port"], f"{install.install_id}.localhost") == 200
    assert answer(told["port"], "evil.example") in {400, 403, 421}
    assert data.path.stat().st_mode & 0o077 == 0
    second = start()
    assert second.wait(timeout=20) == 1
    assert second.stderr is not None
    refused = second.stderr.read()
    assert str(told["address"]) in refused
    assert refused.count("\n") == 1
    assert ended_within_five_seconds(first, signal.SIGTERM) == 0
    assert not data.served.exists()
    assert address.is_free(int(str(told["port"])))
    again = start()
    assert served_at(again)["port"] == told["port"]
    assert ended_within_five_seconds(again, signal.SIGINT) == 0


def test_a_crash_leaves_nothing_in_the_way(start: Open) -> None:
    first = start()
    port = served_at(first)["port"]
    first.kill()
    first.wait()
    second = start()
    assert served_at(second)["port"] == port
    assert answer(port) in {200, 302}
    assert ended_within_five_seconds(second, signal.SIGTERM) == 0


def test_another_port_only_when_taken(start: Open, data: DataFolder) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        data.install()
        data.change_install(port=taken)
        told = served_at(child := start())
        assert told["taken"] == taken
        assert told["port"] != taken
        ended_within_five_seconds(child, signal.SIGTERM)
    assert data.install().port == taken


def test_the_port_of_one_that_is_just_ending_is_waited_for(data: DataFolder) -> None:
    kept, _ = address.choose_port(data, None)
    ending = socket.create_server(("127.0.0.1", kept))
    Timer(0.3, ending.close).start()
    assert address.choose_port(data, None) == (kept, None)


def test_a_port_asked_for_is_kept(data: DataFolder) -> None:
    first, none = address.choose_port(data, None)
    assert none is None
    assert address.choose_port(data, None) == (first, None)
    wanted = first + 1 if address.is_free(first + 1) else first + 2
    assert address.choose_port(data, wanted) == (wanted, None)
    assert address.choose_port(data, None) == (wanted, None)


def test_plain_localhost_where_the_browser_asks_the_system(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr(address, "ASKS_THE_SYSTEM", True)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert address.name_to_open(data) == "localhost"
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(2, 1, 6, "", ("127.0.0.1", 0))])
    assert address.name_to_open(data) == address.own_name(data)
