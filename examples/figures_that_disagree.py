import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Where do counts of the same people differ?")


@app.cell
def _():
    import os
    from importlib.resources import as_file, files
    from itertools import combinations
    from pathlib import Path
    from tempfile import mkdtemp

    import altair as alt
    import marimo as mo

    import dateline
    from dateline.across.seen import seen
    from dateline.ask.open import within
    from dateline.cli.add import keep
    from dateline.record.store import Record

    return Path, Record, alt, as_file, combinations, dateline, files, keep, mkdtemp, mo, os, seen, within


@app.cell
def _(mo):
    mo.md("""
    # Where do counts of the same people differ?

    Two numbers for the same dead, displaced or besieged can differ because two bodies count, because one of them
    counts from "at least", because time has passed, or because a report was corrected. This notebook puts counts beside
    each other with the words, the counter and the outlet of each. Nothing is summed and nothing is averaged: a mean
    of two counters is a count that nobody made.
    """)
    return


@app.cell
def _(Path, Record, as_file, files, keep, mkdtemp, os):
    # Your own record: set DATELINE_RECORD to its path. Else the (invented) demo reports are read into a new one.
    def demo():
        path = Path(mkdtemp(prefix="dateline-")) / "demo.duckdb"
        with as_file(files("dateline") / "demo" / "reports") as folder, Record.open(path) as made:
            keep(made, [str(folder)])
        return path

    path = os.environ.get("DATELINE_RECORD") or demo()
    return (path,)


@app.cell
def _(dateline, mo, path):
    with dateline.open(path) as _record:
        _names = _record.processes()["name"].to_pylist()
    process = mo.ui.dropdown(_names, label="Conflict (empty: all reports)")
    days = mo.ui.slider(0, 14, value=2, label="Reports at most so many days apart", show_value=True)
    mo.hstack([process, days], justify="start", gap=2)
    return days, process


@app.cell
def _(dateline, path, process, seen, within):
    with dateline.open(path) as _record:
        figures = _record.figures(process=process.value).to_pylist()
        with seen(_record.record, within(process=process.value)) as _cursor:
            source_of = dict(_cursor.execute("SELECT report_id, source FROM seen").fetchall())
    return figures, source_of


@app.cell
def _(figures, mo):
    _stand = sum(1 for row in figures if row["side_by_side"] > 1)
    _differ = sum(1 for row in figures if row["differs"])
    _open = sum(1 for row in figures if row["differs"] is None)
    mo.md(f"""
    ## What dateline compares by itself

    The record holds **{len(figures)} counts**. dateline compares two only where the reports say plainly that they are
    of the same: {_stand} stand side by side with another, {_differ} of these cannot be true together with it, and
    {_open} stand alone because the report does not say who was counted or where. That is strict on purpose, so the
    pairs below are drawn wider.
    """)
    return


@app.cell
def _(combinations, days, figures, source_of):
    # From here on a count is one of many (refugees of a country, not the dead of a street) and may hold for the whole
    # country where no place is told; dateline's own line for that is the same.
    MANY = 10_000
    PEOPLE = ("killed", "injured", "displaced", "refugees", "besieged", "trapped", "detained")

    def bounds(row):
        """The least and the most that a count can mean as worded; "about" and its like bound nothing."""
        low = row["low"] if row["low"] is not None else row["value"]
        high = row["high"] if row["high"] is not None else row["value"]
        if row["low"] is not None and row["high"] is None:
            high = float("inf")
        return low, high

    def alike(one, other):
        """Whether two wordings can name the same people: "Syrians" and "Syrian refugees", not "rebels" and "troops"."""
        if not one or not other or "people" in (one, other):
            return True
        return bool({word[:5] for word in one.lower().split()} & {word[:5] for word in other.lower().split()})

    def why_beside(one, other):
        """Why two counts may be of the same people, or None."""
        if one["measure"] != other["measure"] or abs((one["published"] - other["published"]).days) > days.value:
            return None
        if one["counted_by"] == other["counted_by"] and one["report_id"] == other["report_id"]:
            return None
        if one["words"].lower() == other["words"].lower() or not alike(one["population"], other["population"]):
            return None
        if one["sentence"] == other["sentence"]:
            return "told against each other in one sentence"
        here, there = one["place"], other["place"]
        if here and there and (here in there or there in here):
            return "the same place" if here == there else f"{here}, and {there}"
        large = min(bounds(one)[0], bounds(other)[0]) >= MANY
        return "large counts, not both with a place" if large and not (here and there) else None

    def verdict(one, other):
        """What follows from the two as worded, if they are of the same people."""
        (low, high), (least, most) = bounds(one), bounds(other)
        if low <= most and least <= high:
            return "can both hold"
        if one["qualifier"] or other["qualifier"]:
            return "differ, one of them loosely worded"
        if source_of[one["report_id"]] == source_of[other["report_id"]]:
            return "changed in a later version of the same report"
        return "cannot both hold"

    def sides(one, other):
        """What the two rest on, each field of the one beside that of the other."""
        fields = {
            "count": lambda row: row["words"],
            "counted by": lambda row: row["counted_by"] or "the report itself",
            "sentence": lambda row: row["sentence"],
            "outlet": lambda row: row["outlet"] or "not told",
            "published": lambda row: row["published"].date(),
        }
        return {f"{name} {n}": of(row) for name, of in fields.items() for n, row in ((1, one), (2, other))}

    _dated = sorted(
        (row for row in figures if row["published"] and row["measure"] in PEOPLE), key=lambda row: row["published"]
    )
    couples = [
        (one, other, why)
        for one, other in combinations(_dated, 2)
        for why in [why_beside(one, other)]
        if why and max(bounds(one)[0], bounds(other)[0]) <= 3 * min(bounds(one)[0], bounds(other)[0])
    ]
    pairs = [
        {
            "measure": one["measure"],
            "if of the same people": verdict(one, other),
            "why beside each other": why,
            **sides(one, other),
        }
        for one, other, why in couples
    ]
    return bounds, couples, pairs


@app.cell
def _(days, mo, pairs):
    _verdicts = [pair["if of the same people"] for pair in pairs]
    _counted = "; ".join(f"**{_verdicts.count(v)}** {v}" for v in dict.fromkeys(sorted(_verdicts))) or "none"
    mo.md(f"""
    ## Pairs for a reader to judge

    Two counts of people are put beside each other where their reports are at most {days.value} days apart and they are
    told against each other in one sentence, or hold for the same place (or one inside the other), or are large and not
    both given a place. Left out are people plainly of another name ("rebels", "troops"), the same words again, two
    counts of one report by one counter, and numbers more than three times apart. Of {len(pairs)} pairs: {_counted}.
    Whether they *are* of the same people is for a reader of the sentences to say.
    """)
    return


@app.cell
def _(mo, pairs):
    mo.ui.table(pairs, selection=None, wrapped_columns=[name for name in (pairs or [{}])[0] if name != "measure"])
    return


@app.cell
def _(alt, bounds, couples):
    def groups_of(couples):
        """The counts that stand together, pair by pair."""
        groups = []
        for one, other, _ in couples:
            touched = [group for group in groups if any(row is one or row is other for row in group)]
            merged = [row for group in touched for row in group]
            merged += [row for row in (one, other) if not any(row is kept for kept in merged)]
            groups = [group for group in groups if group not in touched] + [merged]
        return groups

    def bar(n, row, most):
        low, high = bounds(row)
        return {
            "who": f"{n}\n{row['counted_by'] or 'the report itself'}\n{row['outlet'] or 'outlet not told'}, "
            f"{row['published']:%-d %b}",
            "value": row["value"],
            "low": low,
            "high": min(high, most),
            "open": high == float("inf"),
            "hedged": "hedged: about, nearly …" if row["qualifier"] and high != float("inf") else "the number as told",
            "words": row["words"],
            "sentence": row["sentence"],
        }

    def panel(rows):
        most = 1.25 * max(high if high != float("inf") else low for low, high in map(bounds, rows))
        places = list(dict.fromkeys(row["place"] for row in rows if row["place"]))
        data = [bar(n, row, most) for n, row in enumerate(sorted(rows, key=lambda row: row["published"]))]
        y = alt.Y(
            "who:N",
            title=None,
            sort=[row["who"] for row in data],
            axis=alt.Axis(labelExpr="slice(split(datum.label, '\\n'), 1)", labelLimit=260, minExtent=260),
        )
        x = alt.X(
            "value:Q",
            title=f"{rows[0]['measure']} ({rows[0]['unit'] or 'number'})",
            scale=alt.Scale(domain=[0, most], nice=False),
            axis=alt.Axis(format=",.0f", tickCount=5, gridColor="#eeeeee"),
        )
        base = alt.Chart(alt.Data(values=data)).encode(y=y, tooltip=["words:N", "who:N", "sentence:N"])
        line = base.transform_filter("datum.low < datum.high").mark_rule(strokeWidth=2, color="#0072B2")
        arrow = base.transform_filter("datum.open").mark_point(
            shape="triangle-right", size=70, color="#0072B2", filled=True
        )
        dots = base.transform_filter("isValid(datum.value)").mark_point(
            size=80, strokeWidth=2, color="#0072B2", opacity=1
        )
        fill = alt.Fill(
            "hedged:N",
            title=None,
            scale=alt.Scale(domain=["the number as told", "hedged: about, nearly …"], range=["#0072B2", "#FFFFFF"]),
        )
        words = base.mark_text(align="left", baseline="bottom", dy=-7, dx=-4, fontSize=11, color="#333333")
        return alt.layer(
            line.encode(x="low:Q", x2="high:Q"),
            arrow.encode(x="high:Q"),
            dots.encode(x=x, fill=fill),
            words.encode(x="low:Q", text="words:N"),
        ).properties(
            width=480,
            height=52 * len(rows),
            title=alt.Title(
                f"{rows[0]['measure'].capitalize()}: {', '.join(places) or 'no place told'}", anchor="start"
            ),
        )

    groups = sorted(groups_of(couples), key=len, reverse=True)[:8]
    chart = (
        alt.vconcat(*[panel(group) for group in groups], spacing=24)
        .configure_view(stroke=None)
        .configure_legend(orient="bottom")
        .configure_axis(labelFontSize=11, titleFontSize=12, titleFontWeight="normal")
    )
    return (chart,)


@app.cell
def _(chart, mo):
    mo.as_html(chart)
    return


@app.cell
def _(mo):
    mo.md("""
    ## How to read this

    A dot is the number as told, hollow where the report hedges it; an arrow to the right is "at least", a line the
    range of words such as "tens of thousands". Each panel has a scale of its own that begins at zero. A change within
    the same report (a correction, an update) is no dispute between counters. Eight panels are drawn at most, those with
    the most counts.
    """)
    return


@app.cell
def _(mo, pairs):
    # Run as a script, there is no page to show: the pairs are printed.
    if mo.app_meta().mode == "script":
        for _pair in pairs:
            print(f"{_pair['measure']}: {_pair['if of the same people']} ({_pair['why beside each other']})")
            for _n in (1, 2):
                print(f"    {_pair[f'count {_n}']}, {_pair[f'counted by {_n}']}, {_pair[f'published {_n}']}")
    return


if __name__ == "__main__":
    app.run()
