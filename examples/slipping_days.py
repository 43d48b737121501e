import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="How often did the day of the talks slip?")


@app.cell
def _():
    import os
    from importlib.resources import as_file, files
    from itertools import groupby
    from pathlib import Path
    from tempfile import mkdtemp

    import altair as alt
    import marimo as mo

    import dateline
    from dateline.across.seen import seen
    from dateline.ask.open import within
    from dateline.cli.add import keep
    from dateline.record.store import Record

    return (
        Path,
        Record,
        alt,
        as_file,
        dateline,
        files,
        groupby,
        keep,
        mkdtemp,
        mo,
        os,
        seen,
        within,
    )


@app.cell
def _(mo):
    mo.md("""
    # How often did the day of the talks slip?

    A day for talks is a promise that everybody can check. This notebook follows each round of talks in a record: the
    days that were named for it, by whom and when, and the day on which it began. A *slip* is a later day put in place
    of an earlier one, or a beginning later than the last day planned.
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
    mo.vstack([process])
    return (process,)


@app.cell
def _(dateline, path, process):
    with dateline.open(path) as _record:
        steps = _record.talks(process=process.value).to_pylist()
        tellings = {
            f"meeting:{row['report_id']}:{row['item_id']}": row
            for row in _record.meetings(process=process.value).to_pylist()
        }
        reports, outlets, sources = _record.counts(process=process.value)
    return outlets, reports, sources, steps, tellings


@app.cell
def _(groupby, steps):
    AHEAD, BEGUN = ("proposed", "scheduled"), ("under_way", "resumed", "held")

    def slips_of(life):
        """The slips in the steps of one round; plans fall with the state that ends them."""
        planned = None
        for step in life:
            dated = step["date"] is not None and step["date_basis"] != "publication"
            if step["status"] in AHEAD:
                if step["moved_from"]:
                    yield slip("put off", step, step["moved_from"])
                if dated and step["date"] == step["date_end"]:
                    planned = step["date"]
                continue
            if step["status"] in BEGUN and dated and planned is not None and step["date"] > planned:
                yield slip("began late", step, planned)
            planned = None

    def slip(how, step, since):
        return {
            "talks": step["name"],
            "slip": how,
            "from": since,
            "to": step["date"],
            "days": (step["date"] - since).days,
            "on the word of": ", ".join(step["by"]) or "the report itself",
            "sentence": step["sentence"],
            "outlet": step["outlet"] or "not told",
            "first told": step["first_told"],
            "sources": step["sources"],
            "report": step["report_id"],
        }

    rounds = {number: list(life) for number, life in groupby(steps, key=lambda step: step["talks"])}
    slips = [slip for life in rounds.values() for slip in slips_of(life)]
    return AHEAD, BEGUN, rounds, slips


@app.cell
def _(AHEAD, mo, outlets, reports, rounds, slips, sources):
    _planned = [life for life in rounds.values() if any(step["status"] in AHEAD for step in life)]
    _worst = max(slips, key=lambda slip: slip["days"], default=None)
    _found = f"**{len(slips)} slip{'' if len(slips) == 1 else 's'}**" if slips else "**no slip**"
    _longest = (
        f" {'The longest is' if len(slips) > 1 else 'It is'} of **{_worst['days']} days**, in *{_worst['talks']}*: "
        f"{_worst['from']:%-d %B} was planned, {_worst['to']:%-d %B %Y} it became, on the word of "
        f"{_worst['on the word of']}."
        if _worst
        else ""
    )
    mo.md(f"""
    ## The slips

    {reports} reports of {outlets} named outlets ({sources} independent sources) tell of {len(rounds)} meetings and
    rounds of talks. {len(_planned)} of them were planned or proposed before, and the steps of their lives show
    {_found}.{_longest} Each row below rests on the sentence in it.
    """)
    return


@app.cell
def _(mo, slips):
    mo.ui.table(slips, selection=None, wrapped_columns=["talks", "on the word of", "sentence"])
    return


@app.cell
def _(mo):
    mo.md("""
    ## Days that the steps do not have

    A step needs a sentence that says plainly that talks are to be held. Days are also named in looser words ("bring the
    two sides back to Geneva on March 7") or looking back ("had been planned for"). Below are all days in sentences that
    speak of talks, where the day lay ahead of the report or the sentence speaks of a plan. Whether one was a plan for
    *these* talks is for a reader to say: they are drawn hollow in the picture and counted nowhere.
    """)
    return


@app.cell
def _(dateline, path, process, seen, steps, tellings, within):
    TALKS = r"\b(talks|negotiat\w+|round|Geneva|sides|delegations)\b"
    PLAN = r"\b(planned|scheduled|put off|postponed|delayed|pushed back)\b"
    with dateline.open(path) as _record, seen(_record.record, within(process=process.value)) as _cursor:
        _days = _cursor.sql(
            """SELECT t.start AS day, min(CAST(s.published AS DATE)) AS told, k.sentence,
                arg_min(coalesce(s.outlet, 'not told'), s.published) AS outlet,
                arg_min(s.report_id, s.published) AS report
            FROM time t JOIN seen s USING (reading)
            JOIN told k ON k.reading = t.reading AND k.kind = 'time' AND k.item_id = t.id
            WHERE t.type = 'DATE' AND t.start = t."end" AND t.basis IS NOT NULL
                AND regexp_matches(k.sentence, $talks, 'i')
                AND (t.start > CAST(s.published AS DATE) OR regexp_matches(k.sentence, $plan, 'i'))
            GROUP BY t.start, k.sentence ORDER BY told, day""",
            params={"talks": TALKS, "plan": PLAN},
        ).to_arrow_table()
    _rows = [tellings[key] for step in steps for key in step["keys"] if key in tellings]
    _known = {(row["date"], row["sentence"]) for row in _rows}
    named = [{**row, "a step": "yes" if (row["day"], row["sentence"]) in _known else "no"} for row in _days.to_pylist()]
    return (named,)


@app.cell
def _(mo, named):
    mo.ui.table(named, selection=None, wrapped_columns=["sentence"])
    return


@app.cell
def _(mo, rounds):
    _names = {f"{number}. {life[0]['name']}": number for number, life in rounds.items()}
    chosen = mo.ui.dropdown(_names, value=next(iter(_names), None), label="Round")
    mo.vstack([mo.md("## The day planned against the day of telling"), chosen])
    return (chosen,)


@app.cell
def _(AHEAD, BEGUN, chosen, named, rounds, tellings):
    PLANNED, BEGAN, BROKEN, NAMED = "planned", "took place", "suspended or ended", "named, not a step"

    def points_of(life):
        """Each telling of each step: the day of telling, and the day or days told of."""
        for step in life:
            if step["date"] is None or step["date_basis"] == "publication":
                continue
            what = PLANNED if step["status"] in AHEAD else BEGAN if step["status"] in BEGUN else BROKEN
            for telling in [tellings[key] for key in step["keys"] if key in tellings]:
                if telling["published"] and telling["date"]:
                    yield point(
                        what, telling["published"], telling["date"], telling["date_end"] or telling["date"], telling
                    )

    def point(what, told, day, end, row):
        label = f"{day:%-d %b}" if day == end else f"{day:%-d} to {end:%-d %b}"
        days = {"told": f"{told:%Y-%m-%d}", "day": f"{day}", "end": f"{end}"}
        return {
            "what": what,
            **days,
            "label": label,
            "outlet": row["outlet"] or "not told",
            "sentence": row["sentence"],
        }

    points = list(points_of(rounds[chosen.value])) if chosen.value else []
    _steps = {(point["told"], point["day"]) for point in points}
    _told = sorted(told for told, _ in _steps)
    points += [
        of
        for row in named
        for of in [point(NAMED, row["told"], row["day"], row["day"], row)]
        if _told and _told[0] <= of["told"] <= _told[-1] and (of["told"], of["day"]) not in _steps
    ]
    return BEGAN, BROKEN, NAMED, PLANNED, points


@app.cell
def _(BEGAN, BROKEN, NAMED, PLANNED, alt, points):
    _looks = {
        PLANNED: ("#0072B2", "#0072B2", "circle"),
        BEGAN: ("#000000", "#000000", "square"),
        BROKEN: ("#D55E00", "#D55E00", "triangle-down"),
        NAMED: ("#777777", "#FFFFFF", "circle"),
    }

    def scale(part):
        return alt.Scale(domain=list(_looks), range=[look[part] for look in _looks.values()])

    # Days are drawn in UTC, else they would move with the reader's clock.
    def axis(title):
        scale = alt.Scale(type="utc", nice=False, padding=50)
        return {"title": title, "scale": scale, "axis": alt.Axis(format="%-d %b", tickCount=8, grid=False)}

    _base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("told:T", **axis("day of telling (publication)")),
        y=alt.Y("day:T", **axis("day told of")),
        tooltip=[alt.Tooltip(name, type="nominal") for name in ("what", "label", "told", "outlet", "sentence")],
    )
    _told, _days = sorted(of["told"] for of in points), sorted(of["day"] for of in points)
    _both = [{"day": max(_told[0], _days[0])}, {"day": min(_told[-1], _days[-1])}] if points else []
    _today = alt.Chart(alt.Data(values=_both)).mark_line(color="#999999", strokeDash=[4, 4], strokeWidth=1)
    _loose = _base.transform_filter("datum.day != datum.end").mark_rule(strokeWidth=2).encode(y2="end:T")
    _marks = _base.mark_point(size=90, strokeWidth=1.8, opacity=1)
    # In a crowd only the days planned are written out, each where it is first told.
    _labelled = {(of["what"], of["day"]): of for of in sorted(points, key=lambda of: of["told"], reverse=True)}
    _labels = [of for of in _labelled.values() if of["what"] == PLANNED or len(points) < 25]
    _written = _base.properties(data=alt.Data(values=_labels))
    _text = {"fontSize": 11, "color": "#333333"}
    _ahead = f"datum.what == '{PLANNED}' || datum.what == '{NAMED}'"
    _left = _written.transform_filter(_ahead).mark_text(align="right", dx=-9, **_text)
    _right = _written.transform_filter(f"!({_ahead})").mark_text(align="left", dx=9, **_text)
    chart = (
        alt.layer(
            _today.encode(x="day:T", y="day:T"),
            _loose.encode(color=alt.Color("what:N", title=None, scale=scale(0))),
            _marks.encode(
                color=alt.Color("what:N", title=None, scale=scale(0)),
                fill=alt.Fill("what:N", title=None, scale=scale(1)),
                shape=alt.Shape("what:N", title=None, scale=scale(2)),
            ),
            _right.encode(text="label:N"),
            _left.encode(text="label:N"),
        )
        .properties(
            width=640,
            height=400,
            title=alt.Title(
                "The day of the talks, as told on each day",
                subtitle="Above the dashed line the day lay ahead of the report that names it; below, behind it",
                anchor="start",
                subtitleColor="#555555",
            ),
        )
        .configure_view(stroke=None)
        .configure_legend(orient="bottom", symbolSize=90)
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

    *On the word of* names those whom the telling reports cite for the step; "the report itself" means that none is
    cited. A step is one state on one day, put together from all reports that tell it; copies of one text are one
    source. A day told loosely ("the start of the month") is drawn as a bar and starts no slip. `dateline talks` prints
    the same lives; `dateline judge` parts or joins tellings that belong otherwise.
    """)
    return


@app.cell
def _(mo, slips):
    # Run as a script, there is no page to show: the slips are printed.
    if mo.app_meta().mode == "script":
        for _slip in slips:
            print(f"{_slip['from']} -> {_slip['to']} ({_slip['days']:+d} days): {_slip['talks']}")
            print(f"    “{_slip['sentence']}” {_slip['outlet']}, on the word of {_slip['on the word of']}")
    return


if __name__ == "__main__":
    app.run()
