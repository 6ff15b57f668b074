"""Bad surroundings are told in one sentence, and half a set-up is never used."""

import os
import socket
import subprocess
import sys
import threading

import pytest

from ground import databases, debian, paths, postgres, python, serve, stages
from ground.shell import GroundError


@pytest.fixture
def state(tmp_path, monkeypatch):
    """Give stages a state folder of their own."""
    monkeypatch.setattr(stages, "STATE", tmp_path)
    return tmp_path


def _odoo_folder(path, version):
    (path / "odoo").mkdir(parents=True)
    text = f"version_info = {version}\n"
    (path / "odoo" / "release.py").write_text(text, encoding="utf-8")
    return path


def test_odoo_home_of_the_right_series_is_used(tmp_path, monkeypatch):
    home = _odoo_folder(tmp_path, "(19, 0, 0, FINAL, 0, '')")
    monkeypatch.setenv("ODOO_HOME", str(home))
    assert python.odoo_sources() == home


@pytest.mark.parametrize(
    ("version", "told"),
    [("(18, 0, 0, FINAL, 0, '')", "18.0"), ("('saas~18', 4, 0)", "saas~18.4")],
)
def test_odoo_home_of_another_series_is_refused(tmp_path, monkeypatch, version, told):
    monkeypatch.setenv("ODOO_HOME", str(_odoo_folder(tmp_path, version)))
    with pytest.raises(GroundError, match=f"holds Odoo {told}.*needs Odoo 19.0"):
        python.odoo_sources()


def test_odoo_home_without_odoo_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(GroundError, match="holds odoo-bin"):
        python.odoo_sources()


def test_another_system_is_told_to_set_odoo_home(tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "STATE", tmp_path)
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    with pytest.raises(GroundError, match="set ODOO_HOME"):
        debian.odoo_root()


def test_no_server_and_not_debian_names_the_variables(monkeypatch):
    monkeypatch.setattr(postgres, "_find", lambda: None)
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    with pytest.raises(GroundError, match="PGHOST"):
        postgres.programs()


def test_mirrors_come_from_apt_even_before_its_first_update(monkeypatch):
    answers = {"indextargets": "", "--print-uris": "'mirror://here/dists/x/In' f 0"}
    monkeypatch.setattr(debian, "output", lambda command: answers[command[1]])
    assert debian.mirrors() == ["mirror://here"]


def test_security_mirrors_are_asked_last(monkeypatch):
    listed = "mirror://a-security mirror://b/ mirror://b"
    monkeypatch.setattr(debian, "output", lambda command: listed)
    assert debian.mirrors() == ["mirror://b", "mirror://a-security"]


def test_an_absolute_link_stays_inside_the_unpacked_tree(tmp_path):
    (tmp_path / "usr").mkdir()
    (tmp_path / "usr" / "there").write_text("yes")
    link = tmp_path / "usr" / "link"
    link.symlink_to("/usr/there")
    debian._keep_inside(link, tmp_path)
    assert link.read_text() == "yes"
    assert not os.readlink(link).startswith("/")


@pytest.mark.parametrize("in_place", [False, True])
def test_an_interrupted_stage_begins_again_from_nothing(state, in_place):
    folder = state / "part-of-setup"

    def broken(path):
        (path / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stages.build(folder, broken, in_place)
    assert not stages.is_complete(folder)
    stages.build(folder, lambda path: (path / "whole").touch(), in_place)
    assert sorted(path.name for path in folder.iterdir()) == [".complete", "whole"]


def test_a_complete_stage_is_not_built_again(state):
    folder = state / "part"
    stages.build(folder, lambda path: None)
    stages.build(folder, lambda path: pytest.fail("built twice"))


def test_two_set_ups_do_not_build_at_once(state):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from ground import stages\n"
        "with stages.lock():\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    variables = {**os.environ, "CODE_SOCIAL_HOME": str(state)}
    other = subprocess.Popen(
        [sys.executable, "-B", "-c", script, str(paths.DEV)],
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "held\n"
    entered = threading.Event()

    def enter():
        with stages.lock():
            entered.set()

    thread = threading.Thread(target=enter)
    thread.start()
    assert not entered.wait(0.5)
    other.communicate("")
    thread.join(10)
    assert entered.is_set()


def test_a_long_socket_path_goes_to_a_short_folder(tmp_path, monkeypatch):
    long = tmp_path / ("deep" * 30)
    monkeypatch.setattr(postgres.Cluster, "_home", staticmethod(lambda: long))
    socket_folder = postgres.Cluster().socket
    assert len(str(socket_folder / ".s.PGSQL.5432")) < 107
    assert long not in socket_folder.parents


@pytest.mark.parametrize("name", ["", "a b", "../x", "x;drop", "1st", "é", "x" * 60])
def test_a_database_name_that_cannot_be_is_refused(name):
    with pytest.raises(GroundError, match="cannot name a database"):
        databases.check_name(name)


def test_a_busy_port_is_named_with_the_way_out():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(GroundError, match=rf"{port} is taken.*PORT={port + 1}"):
            serve.check_port(port)


@pytest.mark.parametrize("port", [0, 80, 70000])
def test_a_port_out_of_range_is_refused(port):
    with pytest.raises(GroundError, match="between 1024 and 65535"):
        serve.check_port(port)
