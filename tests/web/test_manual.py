"""The page on the views is made from them, and tells what each can be asked."""

from pathlib import Path

from dateline.web.manual import manual
from dateline.web.views import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "web.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == manual(), "run 'make docs'"


def test_every_view_tells_its_question_query_limits_and_parameters():
    assert len({view.path for view in VIEWS}) == len(VIEWS)
    for view in VIEWS:
        assert view.question.endswith("?"), view.name
        assert view.query.startswith("`"), view.name
        assert view.limits.endswith("."), view.name
        assert all(field.description for field in view.looked.model_fields.values()), view.name
