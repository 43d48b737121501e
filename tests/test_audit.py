"""The audit finds nothing, and finds what there is to find."""

import importlib.util
import io
import json
import sys
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["audit", "--offline"])
    return module


def test_all_that_dateline_is_built_on_is_in_order(audit: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main() == 0, capsys.readouterr().out


def test_a_pin_without_a_hash_one_lacking_and_one_too_many(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    monkeypatch.setattr(audit, "LOCKS", {"a.lock": ["pytest>=99"]})
    pytest_ = f"pytest=={audit.installed('pytest').version} \\\n    --hash=sha256:{'0' * 64}\n"
    (tmp_path / "a.lock").write_text(pytest_ + "ruff==0.0.1\n")
    found = "\n".join(audit.locks())
    assert "ruff has no hash" in found
    assert "pluggy is needed and not locked" in found
    assert "nothing needs ruff" in found
    assert "ruff 0.0.1 is locked" in found
    assert "pytest has no hash" not in found
    assert "pyproject.toml asks for >=99" in found


def test_what_is_imported_and_not_declared(audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "one.py").write_text("import json\nimport pytest.x\nfrom . import two\nimport numpy as np\n")
    found = list(audit.imports())
    assert found[0] == "src/one.py: imports pytest of pytest, not declared"
    assert "pyproject.toml: spacy is declared and not imported" in found
    assert not [line for line in found if "numpy" in line or "json" in line]


@pytest.mark.parametrize(
    ("metadata", "licence", "free"),
    [
        ("License-Expression: MPL-2.0 AND (Apache-2.0 OR MIT)", "MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("License: Apache 2.0", "Apache-2.0", True),
        ("License: OSI Approved\nClassifier: License :: OSI Approved :: MIT License", "MIT", True),
        ("License-Expression: MIT AND SSPL-1.0", "MIT AND SSPL-1.0", False),
        ("Classifier: License :: Other/Proprietary License", "Other/Proprietary License", False),
        ("Name: bare", "unknown", False),
    ],
)
def test_licences_are_read_from_metadata(
    audit: ModuleType, tmp_path: Path, metadata: str, licence: str, free: bool
) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.1\n{metadata}\n\n")
    found = audit.licence(Distribution.at(tmp_path))
    assert (found, audit.is_free(found)) == (licence, free)


def test_the_page_agrees_with_metadata_that_say_as_much(audit: ModuleType) -> None:
    assert audit.agree("BSD-3-Clause", "BSD")
    assert audit.agree("MIT", "MPL-2.0 AND (Apache-2.0 OR MIT)")
    assert not audit.agree("MIT", "BSD")


def test_known_weaknesses_fail_and_no_answer_is_said(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(url: str, timeout: int) -> Any:
        if "/three/" in url:
            raise OSError("no network")
        told = {"id": "PYSEC-1", "fixed_in": ["2.0"], "withdrawn": None}
        gone = {"id": "PYSEC-2", "fixed_in": [], "withdrawn": "2026-01-01"}
        return io.BytesIO(json.dumps({"vulnerabilities": [told, gone] if "/two/" in url else []}).encode())

    monkeypatch.setattr(audit, "urlopen", answer)
    monkeypatch.setattr(audit, "ALL", {"one": "1", "two": "1", "three": "1", "four": "1"})
    monkeypatch.setattr(sys, "argv", ["audit"])
    assert audit.main() == 1
    told = capsys.readouterr().out
    assert "weaknesses: 1 wrong; NOT ASKED of 2 of 4 packages, from three on (no network)" in told
    assert "two 1: PYSEC-1, mended in 2.0; lock that" in told
