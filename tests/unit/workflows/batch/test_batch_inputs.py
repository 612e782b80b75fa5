"""Which files a batch scores, what it calls them, in which order, and what it passes over."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from support.batches import put

from belong_assess.errors import UsageError
from belong_assess.workflows.batch.arguments import named_by
from belong_assess.workflows.batch.inputs import Inputs, inputs_of
from belong_assess.workflows.batch.manifest import Came, Manifest, Return, manifest_bytes

linking = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


def listed(*words: Path | str, lists: tuple[Path, ...] = (), own: tuple[Path, ...] = ()) -> Inputs:
    return inputs_of(named_by([str(word) for word in words], [str(each) for each in lists]), own)


def names(inputs: Inputs) -> list[str]:
    return [each.name for each in inputs.files]


def touch(folder: Path, *files: str) -> Path:
    for name in files:
        put(folder / name, "x")
    return folder


# names and order


def test_a_folder_is_read_through_and_its_files_are_named_below_it(tmp_path: Path) -> None:
    touch(tmp_path / "in", "b.yaml", "a.json", "south/c.yml", "south/deep/d.xlsx", "B.csv")
    assert names(listed(tmp_path / "in")) == ["a.json", "B.csv", "b.yaml", "south/c.yml", "south/deep/d.xlsx"]


def test_the_order_depends_on_names_only(tmp_path: Path) -> None:
    given = [f"{letter}{number}.yaml" for letter in "aBc" for number in range(12)]
    orders = []
    for seed in range(3):
        random.Random(seed).shuffle(given)
        orders.append(names(listed(touch(tmp_path / str(seed), *given))))
    assert orders[0] == orders[1] == orders[2]
    assert len(orders[0]) == 36


def test_two_folders_are_named_below_the_folder_that_holds_both(tmp_path: Path) -> None:
    touch(tmp_path, "2024/a.yaml", "2025/a.yaml")
    assert names(listed(tmp_path / "2024", tmp_path / "2025")) == ["2024/a.yaml", "2025/a.yaml"]
    assert names(listed(tmp_path / "2025", tmp_path / "2024")) == ["2024/a.yaml", "2025/a.yaml"]


def test_files_are_named_below_the_deepest_folder_around_them(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.yaml", "in/b.yaml", "in/south/c.yaml")
    assert names(listed(tmp_path / "in/a.yaml")) == ["a.yaml"]
    assert names(listed(tmp_path / "in/b.yaml", tmp_path / "in/a.yaml")) == ["a.yaml", "b.yaml"]
    assert names(listed(tmp_path / "in/south/c.yaml", tmp_path / "in/a.yaml")) == ["a.yaml", "south/c.yaml"]
    assert names(listed(tmp_path / "in/south", tmp_path / "in/a.yaml")) == ["a.yaml", "south/c.yaml"]


def test_no_name_tells_the_folders_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/a.yaml", "in/south/b.yaml")
    monkeypatch.chdir(tmp_path / "in" / "south")
    for inputs in (listed("."), listed(".."), listed("../../in"), listed("b.yaml"), listed(tmp_path / "in" / ".." / "in")):
        assert all(not name.startswith(("/", "..")) and tmp_path.name not in name for name in names(inputs))


def test_below_the_root_files_are_named_by_their_own_folder(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.yaml")
    other = Path(os.sep) / "dev" / "null"
    if not other.exists() or str(tmp_path).startswith("/dev"):
        pytest.skip("needs two places that share only the root")
    assert names(listed(tmp_path / "in", other)) == ["dev/null", "in/a.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="bytes that are no text are names on POSIX only")
def test_names_that_are_no_text_are_written_as_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    try:
        Path(os.fsdecode(path)).write_text("x")
    except OSError:
        pytest.skip("this disk holds no such names")
    assert names(listed(tmp_path)) == ["caf\\xe9.yaml"]


def test_forms_of_one_letter_are_one_name_and_two_files_stay_two(tmp_path: Path) -> None:
    touch(tmp_path, "Ko\u0301nigs.yaml", "K\u00f3nigs.yaml")
    found = names(listed(tmp_path))
    if len(list(tmp_path.iterdir())) == 2:
        assert found == ["K\u00f3nigs.yaml", "K\u00f3nigs.yaml (2)"]
    else:
        assert found == ["K\u00f3nigs.yaml"]


# what is passed over


def test_what_is_no_submission_is_passed_over_and_counted(tmp_path: Path) -> None:
    touch(
        tmp_path, "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", ".a.yaml", ".git/b.yaml", "__MACOSX/._a.xlsx", "c.yaml.tmp",
        "d.history.jsonl", "d.yaml.bak", "d.yaml.lock", "e.own.yaml", "README.md", "letter.docx", "f.YAML",
    )  # fmt: skip
    inputs = listed(tmp_path)
    assert names(inputs) == ["a.xlsx", "f.YAML"]
    assert inputs.passed_over == {
        "draft": ("d.history.jsonl", "d.yaml.bak", "d.yaml.lock"),
        "hidden": (".a.yaml", ".git", ".~lock.a.xlsx#", "__MACOSX/._a.xlsx"),
        "other": ("letter.docx", "README.md"),
        "own": ("e.own.yaml",),
        "temporary": ("c.yaml.tmp", "~$a.xlsx"),
    }


def test_a_file_that_is_named_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    touch(tmp_path, "letter.docx", "~$a.xlsx")
    inputs = listed(tmp_path / "letter.docx", tmp_path / "~$a.xlsx")
    assert names(inputs) == ["letter.docx"]
    assert inputs.passed_over == {"temporary": ("~$a.xlsx",)}


def test_own_outputs_are_neither_read_nor_counted(tmp_path: Path) -> None:
    own = tuple(tmp_path / name for name in ("results.xlsx", "results.json", "results.csv", "results-returns"))
    touch(tmp_path, "a.yaml", "results.json", "results.csv", "results-returns/a.xlsx")
    inputs = listed(tmp_path, own=own)
    assert names(inputs) == ["a.yaml"]
    assert inputs.passed_over == {}
    assert names(listed(tmp_path / "a.yaml", tmp_path / "results.json", own=own)) == ["a.yaml"]


def test_outputs_of_another_batch_are_passed_over_as_its_manifest_says(tmp_path: Path) -> None:
    made = Return("returns-of-old/a.xlsx", "a.xlsx", "0")
    manifest = Manifest(basis={}, inputs=(Came("a.yaml", 1, "0", "scored", 1, (made,)),), outputs={"old.json": "0"})
    put(tmp_path / "old.manifest.json", manifest_bytes(manifest))
    touch(tmp_path, "a.yaml", "old.json", "returns-of-old/a.xlsx", "new.json")
    inputs = listed(tmp_path)
    assert names(inputs) == ["a.yaml", "new.json"]
    assert inputs.passed_over == {"output": ("old.json", "old.manifest.json", "returns-of-old")}


def test_a_manifest_of_something_else_is_a_file_like_any_other(tmp_path: Path) -> None:
    put(tmp_path / "app.manifest.json", '{"name": "something"}')
    assert names(listed(tmp_path)) == ["app.manifest.json"]


@linking
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.yaml", "in/a.yaml", "in/store/.data/b", "inside/x.yaml")
    (tmp_path / "in/secret.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    (tmp_path / "in/elsewhere").symlink_to(tmp_path / "outside")
    (tmp_path / "in/beside.yaml").symlink_to(tmp_path / "inside/x.yaml")
    (tmp_path / "in/again.yaml").symlink_to(tmp_path / "in/a.yaml")
    (tmp_path / "in/stored.yaml").symlink_to(tmp_path / "in/store/.data/b")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    inputs = listed(tmp_path / "in")
    assert names(inputs) == ["a.yaml", "stored.yaml"]
    assert inputs.passed_over == {"hidden": ("store/.data",), "link": ("beside.yaml", "elsewhere", "secret.yaml")}


@linking
def test_a_link_that_is_named_is_followed_and_keeps_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.yaml")
    (tmp_path / "mine.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    assert names(listed(tmp_path / "mine.yaml")) == ["mine.yaml"]
    (tmp_path / "folder").symlink_to(tmp_path / "outside")
    assert names(listed(tmp_path / "folder")) == ["secret.yaml"]


def test_what_is_named_twice_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/a.yaml", "in/b.yaml")
    monkeypatch.chdir(tmp_path)
    assert names(listed("in", "in/a.yaml", tmp_path / "in" / "a.yaml", "in/../in", "in/*.yaml")) == ["a.yaml", "b.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX")
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    touch(tmp_path, "a.yaml")
    inputs = listed(tmp_path)
    assert (names(inputs), inputs.passed_over) == (["a.yaml"], {"other": ("pipe.yaml",)})


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "closed/a.yaml", "b.yaml")
    (tmp_path / "closed").chmod(0)
    try:
        assert names(listed(tmp_path)) == ["b.yaml", "closed"]
    finally:
        (tmp_path / "closed").chmod(0o700)


# patterns and lists


def test_patterns_that_no_shell_has_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/a.yaml", "in/b.json", "in/south/c.yaml", "in/.hidden.yaml")
    monkeypatch.chdir(tmp_path)
    assert names(listed("in/*.yaml")) == ["a.yaml"]
    assert names(listed(tmp_path / "in" / "*.yaml")) == ["a.yaml"]
    assert names(listed("in/**/*.yaml")) == ["a.yaml", "south/c.yaml"]
    assert names(listed("in/[ab].*")) == ["a.yaml", "b.json"]
    assert names(listed("*")) == ["a.yaml", "b.json", "south/c.yaml"]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tmp_path: Path) -> None:
    touch(tmp_path, "a[1].yaml", "a1.yaml")
    assert names(listed(tmp_path / "a[1].yaml")) == ["a[1].yaml"]


@pytest.mark.parametrize(
    ("word", "key"),
    [("*.nothing", "batch.nothing_matches"), ("nothing.yaml", "usage.no_such_file"), ("@nothing", "usage.no_such_file"),
     ("nul\0*", "batch.nothing_matches"), ("x" * 300, "usage.no_such_file")],
)  # fmt: skip
def test_what_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, key: str) -> None:
    touch(tmp_path, "nothings.yaml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as raised:
        listed(word)
    assert raised.value.key == key


def test_a_list_names_files_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "in/a.yaml", "in/b.yaml", "in/south/c.yaml", "in/south/d.json")
    put(tmp_path / "in/list.txt", "\ufeff# the ones that came in time\r\n\r\na.yaml\r\n  south/*.json  \r\n")
    expected = ["a.yaml", "south/d.json"]
    assert names(listed(lists=(tmp_path / "in/list.txt",))) == expected
    assert names(listed(f"@{tmp_path / 'in/list.txt'}")) == expected
    monkeypatch.chdir(tmp_path / "in")
    assert names(listed("@list.txt")) == expected


def test_a_missing_return_of_a_list_stays_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "a.yaml")
    put(tmp_path / "list.txt", f"a.yaml\nmissing.yaml\n{tmp_path / 'also-missing.yaml'}\n")
    assert names(listed(lists=(tmp_path / "list.txt",))) == ["a.yaml", "also-missing.yaml", "missing.yaml"]


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "list.txt", b"\xff\xfe\x00a")
    with pytest.raises(UsageError) as raised:
        listed(lists=(tmp_path / "list.txt",))
    assert raised.value.key == "batch.list_unreadable"


def test_a_file_whose_name_begins_with_an_at_sign_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "@a.yaml")
    monkeypatch.chdir(tmp_path)
    assert names(listed("@a.yaml")) == ["@a.yaml"]
