"""The names found for many paragraphs at once are those that spaCy finds one step after the other."""

import spacy

from dateline.marks.entities import Entities
from dateline.marks.parser import load, model_path

TEXTS = [
    "Nadia Haddad of the United Nations met President Omar Saleh in Geneva on Monday, 1 February 2016.",
    "New York",
    "In",
    "The Syrian army took 12 villages north of Aleppo. Russia denied it. Jan Egeland, who spoke in Munich, did not.",
    "  Talks  in   Vienna ended after two hours and 40 minutes; France and Saudi Arabia left for Riyadh.",
]


def test_the_names_are_spacys_own():
    load()
    nlp = spacy.load(model_path(), exclude=["attribute_ruler", "senter", "lemmatizer"])
    docs = list(nlp.pipe(TEXTS))
    wanted = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in docs]
    assert sum(map(len, wanted)) > 10
    assert list(Entities(nlp.get_pipe("ner")).find(docs)) == wanted
