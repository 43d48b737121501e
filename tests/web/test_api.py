"""The interface for programs, asked with thousands of odd values made from its own description."""

import os
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dateline.web.views import VIEWS
from web.small import HERE, asking, write

# More of them by hand: DATELINE_EXAMPLES=1000 pytest tests/web/test_api.py
MORE = os.environ.get("DATELINE_EXAMPLES")
EXAMPLES = int(MORE or 12)
ADDRESSES = [*(f"{view.path}.json" for view in VIEWS), "/changes.atom", "/feed.json", "/calendar.ics"]
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    with asking(write(tmp_path_factory.mktemp("small") / "small.duckdb")) as client:
        yield client


@pytest.fixture(scope="module")
def described(asked):
    # Loaded with the application itself, it would start and end the server for each question.
    return schemathesis.openapi.from_dict(asked.get("/openapi.json").json())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_question_breaks_it(asked, described, address, mode):
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=not MORE, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=described[address]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        told = case.as_transport_kwargs(base_url=HERE)
        query = urlencode(told["params"] or {}, doseq=True, errors="surrogatepass")
        case.validate_response(asked.get(f"{case.formatted_path}?{query}"), checks=CHECKS)

    ask()


def test_every_page_is_described(asked):
    told = asked.get("/openapi.json").json()
    assert set(told["paths"]) == {f"{view.path}.json" for view in VIEWS} | {
        "/changes.atom",
        "/feed.json",
        "/calendar.ics",
    }
    for path in told["paths"].values():
        assert set(path) == {"get"}
        assert path["get"]["summary"]
        assert all(parameter.get("description") for parameter in path["get"]["parameters"])
        assert {"200", "401", "404", "422", "429", "503"} <= set(path["get"]["responses"])


def test_the_demo_record_answers_every_page(demo_file):
    """Every page and its data, of reports as they are read."""
    with asking(demo_file) as asked:
        needed = {
            "actor": f"?key={asked.get('/actors.json').json()['rows'][0]['key']}",
            "report": f"?id={asked.get('/search.json?q=talks').json()['reports'][0]['report_id']}",
        }
        for view in VIEWS:
            for address in (view.path, f"{view.path}.json"):
                assert asked.get(address + needed.get(view.name, "")).status_code == 200
