"""Of the machine's memory and what control groups of both kinds allow, the least counts."""

import psutil

from interestlab.work.memory import machine_bytes

MACHINE = psutil.virtual_memory().total


def group(folder, limits):
    for path, limit in limits.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{limit}\n")


def asked(tmp_path, own, **limits):
    group(tmp_path, {name.replace("__", "/").replace("_max", ".max"): value for name, value in limits.items()})
    (tmp_path / "own").write_text(own)
    return machine_bytes(tmp_path, tmp_path / "own")


def test_without_a_group_it_is_the_machines(tmp_path):
    assert machine_bytes(tmp_path / "none", tmp_path / "neither") == MACHINE
    assert machine_bytes() <= MACHINE


def test_the_second_version_and_the_groups_above(tmp_path):
    assert asked(tmp_path, "0::/a/b\n", a__b__memory_max="max", a__memory_max=512 << 20) == 512 << 20


def test_inside_a_container_the_root_is_the_group(tmp_path):
    assert asked(tmp_path, "0::/docker/1234\n", memory_max=256 << 20) == 256 << 20


def test_the_first_version(tmp_path):
    group(tmp_path, {"memory/a/memory.limit_in_bytes": 128 << 20, "memory/memory.limit_in_bytes": 9223372036854771712})
    assert asked(tmp_path, "9:cpu:/\n4:memory:/a\n") == 128 << 20


def test_a_limit_beyond_the_machine_is_none(tmp_path):
    assert asked(tmp_path, "0::/\n", memory_max=1 << 60) == MACHINE
