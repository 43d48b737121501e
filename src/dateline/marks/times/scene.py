"""What the words of a time say, and where they stand: the phrase, the scene, and the meaning made of both."""

from dataclasses import dataclass
from datetime import date

from dateline.marks.times import calendar as cal
from dateline.marks.times.tenses import Tense
from dateline.marks.times.words import Word

GLANCE = 8  # years
NO_VERB = Tense()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a time expression means; see ``TimeMark``."""

    type: str
    value: str
    start: date | None = None
    end: date | None = None
    ambiguous: bool = False
    basis: str = "relative"


@dataclass(slots=True)
class Scene:
    """What is known where a phrase stands: the publication day, the last date told of, the verb's tense.

    ``base`` is the day that "last week" counts from: the publication day, or in a history the time its
    story has reached. ``told`` is the first day of the last date told of and ``told_unit`` how fine that
    date was; ``near`` is true where it stands in the same or the previous sentence. ``quarter`` is the last quarter
    told of ("2016-Q1"), which a business report's "a year earlier" counts from. ``small_hours`` is true of a report
    put out soon after midnight, whose "yesterday" may be the day before the last; ``before_noon`` of one whose hour is
    not known to be later.
    """

    published: date | None
    history: bool = False
    told: date | None = None
    told_unit: str = "D"
    near: bool = False
    story: date | None = None
    story_unit: str = "D"
    tense: Tense = NO_VERB
    local_year: int | None = None
    quarter: str | None = None
    small_hours: bool = False
    before_noon: bool = True

    @property
    def base(self) -> date | None:
        return self.story if self.history else self.published

    def now(self, unit: str) -> date | None:
        """The base, where it is fine enough to count such units from: a history may have told only a year."""
        return self.base if not self.history or cal.finer_or_same(self.story_unit, unit) else None

    def anchor(self, unit: str) -> date | None:
        """The date told of, where it is fine enough to count such units from.

        "A day later" has no day after a mere month or year, nor, outside a history, far from the day meant.
        """
        if self.told is None or not cal.finer_or_same(self.told_unit, unit):
            return None
        far = not self.near and (self.published is None or (unit == "D" and not self.history))
        return None if far else self.told

    def day(self) -> tuple[date | None, bool]:
        """The day that an hour or "later in the day" belongs to, and whether that is in doubt.

        It is the day told of; the day of publication where no date was told near by.
        """
        if found := self.anchor("D"):
            return found, False
        past = self.tense.name == "past"
        if self.history or self.tense.name is None or (self.told and ((self.near and not self.tense.direct) or past)):
            return None, False
        return self.published, past or self.told is not None

    def tell(self, meaning: Meaning, opens: bool) -> None:
        """Keep the date just told of; ``opens`` where it opens its sentence.

        A history's own time does not follow a lone glance back or ahead.
        """
        if meaning.type not in ("DATE", "TIME") or not meaning.start or len(meaning.value) < 4:
            return
        glance = False
        if self.story and self.told:
            years = abs(meaning.start.year - self.story.year)
            glance = years > (GLANCE if len(meaning.value) > 4 or opens else 0) and self.told.year != meaning.start.year
        self.told, self.told_unit = meaning.start, cal.unit_of(meaning.value)
        if not glance:
            self.story, self.story_unit = self.told, self.told_unit


class Phrase:
    """The words of one time expression, asked for by class."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def get(self, *kinds: str) -> str | int | float | None:
        return next((w.value for w in self.words if w.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return any(w.kind in kinds for w in self.words)

    def number(self, kind: str) -> int:
        return int(self.get(kind) or 0)

    def text(self, kind: str) -> str:
        return str(self.get(kind) or "")

    @property
    def unit(self) -> str:
        return str(self.get("unit", "units") or "")

    @property
    def edge(self) -> str:
        return str(self.get("edge", "edge_noun") or "")

    @property
    def year(self) -> str:
        """The stated year as TIMEX3 has it: "2016", "BC0218"."""
        number = int(self.get("year", "figure") or self.get("day_number") or 0)
        return f"{'BC' if self.text('era') == 'BC' else ''}{number:04d}"

    @property
    def count(self) -> float | None:
        """The number in the phrase; None where it is vague ("several")."""
        quantity = self.get("quantity")
        if quantity is not None:
            return None if quantity == "X" else float(quantity)
        numbers = [float(w.value) for w in self.words if w.kind == "day_number"]
        if len(numbers) > 1 and self.has("slash"):  # "5 1/2"
            return (numbers[0] if len(numbers) > 2 else 0) + numbers[-2] / numbers[-1]
        total, seen = 0.0, False
        for w in self.words:
            if w.kind in ("number", "hundred", "day_number", "figure", "year"):
                n = float(w.value)
                total, seen = (max(total, 1) * n if n in (100, 1000) else total + n), True
        if not seen and self.has("a"):
            total, seen = 1.0, True
        return total + float(self.get("half_more") or 0) if seen else None


def dated(value: str, *, edge: str = "", ambiguous: bool = False, stated: bool = False) -> Meaning:
    """A date whose days follow from its value."""
    start, end = cal.narrowed(cal.days_of(value), edge)
    return Meaning("TIME" if "T" in value else "DATE", value, start, end, ambiguous, "stated" if stated else "relative")


def unknown(value: str) -> Meaning:
    """A date that nothing pins down."""
    return Meaning("TIME" if "T" in value else "DATE", value)
