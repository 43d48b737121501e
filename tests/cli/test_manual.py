"""The pages of the documentation that the code decides."""

from pathlib import Path

from dateline.cli.manual import manual

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_commands_is_up_to_date() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == manual(), "run 'make docs'"


def test_each_command_has_an_example() -> None:
    for part in manual().split("\n## ")[1:]:
        name = part.splitlines()[0]
        assert f"\n    {name} " in part or f"\n    {name}\n" in part or "| " + name in part, name
