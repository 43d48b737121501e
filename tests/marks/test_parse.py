"""Tokens, sentences and paragraphs stand where the text has them."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.marks.parse import Parse, covering, paragraphs, token_at
from dateline.marks.parser import load
from dateline.reports.report import Report
from dateline.span import Span

TEXT = "The envoy spoke.\n\nRebels in Aden, he said, had\nbroken the truce. They denied it."


def parsed(text: str) -> Parse:
    return next(load().parse([Report(id="r", text=text)]))


def check(parse: Parse) -> None:
    """Tokens in text order with the words they cover, each in one sentence, each under a head of its own."""
    tokens, text = parse.tokens, parse.report.text
    assert [t.i for t in tokens] == list(range(len(tokens)))
    assert all(Span(t.start, t.end).of(text).split() == t.text.split() for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert [i for s in parse.sentences for i in range(s.first, s.last)] == list(range(len(tokens)))
    for t in tokens:
        sentence = parse.sentence_of(t.i)
        assert sentence.first <= t.i < sentence.last
        assert sentence.first <= t.head < sentence.last
        assert all(tokens[k].head == t.i for k in t.kids)
        assert parse.paragraphs[sentence.paragraph].holds(Span(t.start, t.end))


def test_no_sentence_crosses_a_paragraph() -> None:
    parse = parsed(TEXT)
    check(parse)
    assert [parse.words(s.first, s.last).split()[0] for s in parse.sentences] == ["The", "Rebels", "They"]
    assert [s.paragraph for s in parse.sentences] == [0, 1, 1]


def test_a_line_break_inside_a_paragraph_is_a_blank() -> None:
    parse = parsed(TEXT)
    assert not any("\n" in t.text for t in parse.tokens)
    broken = next(t for t in parse.tokens if t.text == "broken")
    assert (broken.lemma, broken.start) == ("break", TEXT.index("broken"))


def test_a_line_too_long_to_be_wrapped_is_a_paragraph() -> None:
    text = "Talks collapse\n" + "The rebels went home and the envoy flew to Aden, " * 4 + "he said."
    assert [p.of(text).split()[0] for p in paragraphs(text)] == ["Talks", "The"]


def test_the_tree_of_a_clause() -> None:
    parse = parsed("The army of Sudan shelled two villages.")
    verb = next(t.i for t in parse.tokens if t.text == "shelled")
    assert [parse.tokens[k].text for k in parse.kids(verb, "nsubj", "dobj")] == ["army", "villages"]
    assert parse.words(*parse.edges(parse.kids(verb, "nsubj")[0])) == "The army of Sudan"
    assert [parse.tokens[a].text for a in parse.ancestors(parse.kids(verb, "dobj")[0])] == ["shelled"]


def test_reports_parsed_together_are_parsed_as_alone() -> None:
    texts = ["The truce ended.", "", "Rebels fled.\n\nThe army followed."]
    together = list(load().parse([Report(id=str(n), text=t) for n, t in enumerate(texts)]))
    assert [p.tokens for p in together] == [parsed(t).tokens for t in texts]


def test_the_tokens_a_span_touches() -> None:
    parse = parsed("Rebels left Aden.")
    assert [parse.tokens[i].text for i in covering(parse, Span(3, 9))] == ["Rebels", "left"]
    assert token_at(parse.tokens, 999) == len(parse.tokens)


@given(st.text(alphabet="ab. \n\t", max_size=80))
def test_paragraphs_leave_out_nothing_but_blanks(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(p.of(text).split()) for p in found) == "".join(text.split())
    assert all(p.of(text) == p.of(text).strip() for p in found)


def test_an_overlong_paragraph_is_cut_at_a_blank() -> None:
    text = "word " * 9000
    found = paragraphs(text)
    assert len(found) == 3
    assert {w for p in found for w in p.of(text).split()} == {"word"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_parses(text: str) -> None:
    check(parsed(text))
