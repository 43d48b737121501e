import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Who moved towards a ceasefire, and who stood with whom?")


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
    from dateline.cli.add import keep
    from dateline.record.store import Record

    return Path, Record, alt, as_file, dateline, files, groupby, keep, mkdtemp, mo, os


@app.cell
def _(mo):
    mo.md("""
    # Who moved towards a ceasefire, and who stood with whom?

    Parties seldom change their mind in one sentence. They put a condition where there was a refusal, or drop a
    condition that they had put. This notebook lays out, side by side and day by day, what each party asked for,
    offered, made conditional or refused on a ceasefire, and how the alignments between the parties looked on two days.
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
    def side_of(record, name):
        """Whom an actor speaks for, by the offices and groups that the record knows; else the actor alone."""
        cards = record.cards(name).to_pylist()
        if len(cards) != 1:
            return name
        card = cards[0]
        if card["kind"] == "state":
            return name
        bodies = [role["held_in"] for role in card["roles"]] + [group["name"] for group in card["groups"]]
        for body in filter(None, bodies):
            of = record.who(body).to_pylist()
            if len(of) == 1 and of[0]["registry_id"]:
                return of[0]["name"]
        return name

    with dateline.open(path) as _record:
        offers = _record.matrix(kind="ceasefire", process=process.value).to_pylist()
        _said = _record.statements(about="ceasefire", process=process.value)
        _speakers = sorted(set(_said["speaker"].to_pylist()) - {None})
        _positions = [
            row
            for name in _speakers
            for row in _record.positions(name, on="ceasefire", process=process.value).to_pylist()
        ]
        statements = list({(row["report_id"], row["item_id"]): row for row in _positions}.values())
        _actors = {row["speaker"] for row in statements}
        _actors |= {name for offer in offers for name in offer["by"]}
        _actors |= {answer["party"] for offer in offers for answer in offer["answers"]}
        _first = {name: side_of(_record, name) for name in _actors}
        sides = {name: side_of(_record, of) for name, of in _first.items()}
    return offers, sides, statements


@app.cell
def _(groupby, offers, sides, statements):
    # The line from no to yes. To ask others for a ceasefire, or to be silent, has no place on it.
    PLACES = ["refuses", "doubts", "on a condition", "offers or accepts"]
    SILENT = "no answer told"
    STANCES = {
        "refuses": "refuses",
        "doubts": "doubts",
        "conditional": "on a condition",
        "wants": "asks for one",
        "accepts": "offers or accepts",
    }
    FORCES = {
        "offer": "offers or accepts",
        "promise": "offers or accepts",
        "demand": "asks for one",
        "deadline": "asks for one",
        "precondition": "on a condition",
    }
    ANSWERS = {
        "accepts": "offers or accepts",
        "conditional": "on a condition",
        "rejects": "refuses",
        "denies": "refuses",
        "silent": SILENT,
        "awaited": SILENT,
    }

    def taken():
        """Every position taken on a ceasefire: said, put forward, or given as an answer."""
        for row in statements:
            if row["stance"] in STANCES:
                day = row["date"] or (row["published"] and row["published"].date())
                yield position(row["speaker"], day, STANCES[row["stance"]], row["content"], row)
        for offer in offers:
            held = "on a condition" if offer["condition"] else FORCES.get(offer["force"])
            words = " ".join(filter(None, (offer["terms"], offer["condition"])))
            for name in offer["by"] if held else ():
                yield position(name, offer["made"], held, words, offer)
            for answer in offer["answers"]:
                told = answer if answer["sentence"] else offer
                day = answer["date"] or offer["made"]
                yield position(answer["party"], day, ANSWERS[answer["response"]], answer["words"] or words, told)

    def position(name, day, held, words, row):
        return {
            "side": sides.get(name, name),
            "actor": name,
            "day": day,
            "position": held,
            "words": words,
            "sentence": row["sentence"],
            "outlet": row["outlet"] or "not told",
            "report": row["report_id"],
        }

    _once = {(of["actor"], of["position"], of["sentence"]): of for of in taken() if of["day"]}
    positions = sorted(_once.values(), key=lambda of: (of["side"], of["day"], of["report"]))

    def moves_of(side):
        """Each change of position within a side, from one day to a later one."""
        before = None
        for now in side:
            if before is not None and before["position"] != now["position"] and before["day"] < now["day"]:
                ranked = [PLACES.index(of["position"]) for of in (before, now) if of["position"] in PLACES]
                if len(ranked) == 2:
                    way = "towards" if ranked[1] > ranked[0] else "away"
                else:
                    way = "first word" if before["position"] == SILENT else "not on one line"
                yield {
                    "side": now["side"],
                    "way": way,
                    "from": before["position"],
                    "to": now["position"],
                    "between": f"{before['day']} and {now['day']}",
                    "sentence before": f"{before['sentence']} ({before['actor']}; outlet: {before['outlet']})",
                    "sentence after": f"{now['sentence']} ({now['actor']}; outlet: {now['outlet']})",
                }
            before = now

    moves = [move for _, side in groupby(positions, key=lambda of: of["side"]) for move in moves_of(list(side))]
    return moves, positions


@app.cell
def _(mo, moves, positions):
    _sides = {of["side"] for of in positions}
    _ways = [move["way"] for move in moves]
    _moved = "; ".join(f"**{_ways.count(way)}** {way}" for way in dict.fromkeys(_ways)) or "**none**"
    mo.md(f"""
    ## Moves

    {len(positions)} positions on a ceasefire are told, of {len(_sides)} sides. Changes from one position of a side to
    its next: {_moved}. A change of wording is not yet a change of mind: "no, unless" and "yes, if" can be the same
    offer. To ask others for a truce and then to set a condition is not on one line. Read both sentences.
    """)
    return


@app.cell
def _(mo, moves):
    mo.ui.table(moves, selection=None, wrapped_columns=["sentence before", "sentence after"])
    return


@app.cell
def _(alt, mo, positions):
    _looks = {
        "refuses": ("#D55E00", "#D55E00", "triangle-down"),
        "doubts": ("#D55E00", "#FFFFFF", "triangle-down"),
        "on a condition": ("#E69F00", "#E69F00", "diamond"),
        "asks for one": ("#0072B2", "#FFFFFF", "circle"),
        "offers or accepts": ("#0072B2", "#0072B2", "circle"),
        "no answer told": ("#777777", "#FFFFFF", "square"),
    }

    def scale(part):
        return alt.Scale(domain=list(_looks), range=[look[part] for look in _looks.values()])

    _told = [of["side"] for of in positions]
    _most = sorted(dict.fromkeys(_told), key=lambda side: (-_told.count(side), side))[:16]
    # Marks of one side and day stand above each other.
    _data, _beside = [], {}
    for _of in positions:
        if _of["side"] in _most:
            _beside[_of["side"], _of["day"]] = _nth = _beside.get((_of["side"], _of["day"]), -1) + 1
            _data.append({**_of, "day": f"{_of['day']}", "aside": (_nth + 1) // 2 * (-1) ** _nth})
    _days = alt.Axis(format="%-d %b %Y", tickCount=6, grid=False)
    lives = (
        alt.Chart(alt.Data(values=_data))
        .mark_point(size=110, strokeWidth=1.8, opacity=1)
        .encode(
            x=alt.X("day:T", title="day said or told", axis=_days, scale=alt.Scale(type="utc", padding=20)),
            y=alt.Y("side:N", title=None, sort=_most, axis=alt.Axis(grid=True, gridColor="#eeeeee", labelLimit=240)),
            color=alt.Color("position:N", title=None, scale=scale(0)),
            fill=alt.Fill("position:N", title=None, scale=scale(1)),
            shape=alt.Shape("position:N", title=None, scale=scale(2)),
            yOffset=alt.YOffset("aside:Q", scale=alt.Scale(domain=[-2, 2])),
            tooltip=[alt.Tooltip(name, type="nominal") for name in ("actor", "position", "day", "outlet", "sentence")],
        )
        .properties(
            width=560,
            height={"step": 32, "for": "position"},
            title=alt.Title(
                "Positions on a ceasefire",
                subtitle="One mark a sentence; officials and bodies stand in the row of the side they speak for",
                anchor="start",
                subtitleColor="#555555",
            ),
        )
        .configure_view(stroke=None)
        .configure_legend(orient="bottom", columns=3, symbolSize=100)
        .configure_axis(labelFontSize=11, titleFontSize=12, titleFontWeight="normal")
    )
    mo.as_html(lives)
    return (lives,)


@app.cell
def _(mo, positions):
    mo.ui.table(positions, selection=None, wrapped_columns=["words", "sentence"])
    return


@app.cell
def _(mo, offers):
    matrix = [
        {
            "made": offer["made"],
            "by": ", ".join(offer["by"]) or "not told",
            "force": offer["force"],
            "terms": " ".join(filter(None, (offer["terms"], offer["condition"]))),
            "answers": "; ".join(f"{answer['party']}: {answer['response']}" for answer in offer["answers"])
            or "nobody named was asked",
            "violations": len(offer["violations"]),
            "sources": offer["sources"],
            "sentence": offer["sentence"],
            "outlet": offer["outlet"] or "not told",
        }
        for offer in offers
    ]
    mo.vstack(
        [
            mo.md("""
    ## What was put forward, and who answered

    One row a proposal on a ceasefire. *Silent* means that a party was asked and no report tells an answer, which is not
    the same as saying no.
    """),
            mo.ui.table(matrix, selection=None, wrapped_columns=["terms", "answers", "sentence"]),
        ]
    )
    return (matrix,)


@app.cell
def _(dateline, mo, path, process):
    with dateline.open(path) as _record:
        _told = _record.statements(process=process.value)["published"].to_pylist()
    _days = sorted({published.date() for published in _told if published})
    _third, _last = (_days[len(_days) // 3], _days[-1]) if _days else (None, None)
    then = mo.ui.date(value=_third, label="As known on")
    now = mo.ui.date(value=_last, label="and on")
    mo.vstack([mo.md("## Who stood with whom, as known on two days"), mo.hstack([then, now], justify="start")])
    return now, then


@app.cell
def _(dateline, now, path, process, then):
    with dateline.open(path) as _record:
        known = {
            day: _record.alignments(as_of=day, process=process.value).to_pylist() for day in (then.value, now.value)
        }

    def stances(rows):
        """Each pair with its rows, by stance."""
        pairs = {}
        for row in rows:
            pairs.setdefault((row["from"], row["to"]), {})[row["stance"]] = row
        return pairs

    _before, _after = (stances(known[day]) for day in (then.value, now.value))
    sided = [
        {
            "from": pair[0],
            "to": pair[1],
            f"as of {then.value}": " and ".join(_before.get(pair, {})) or "not told",
            f"as of {now.value}": " and ".join(of),
            "by": ", ".join(latest["means"]) or latest["sign"].replace("_", " "),
            "sources": sum(row["sources"] for row in of.values()),
            "sentence": latest["sentence"],
            "outlet": latest["outlet"] or "not told",
            "last told": latest["last"],
        }
        for pair, of in _after.items()
        for latest in [max(of.values(), key=lambda row: str(row["last"] or ""))]
    ]
    return known, sided


@app.cell
def _(mo, now, sided, then):
    _new = sum(1 for row in sided if row[f"as of {then.value}"] == "not told")
    _changed = sum(1 for row in sided if row[f"as of {then.value}"] not in ("not told", row[f"as of {now.value}"]))
    mo.md(f"""
    By {now.value} reports tell of {len(sided)} pairs. **{_new}** of them were not told by {then.value}, and in
    **{_changed}** another stance had come up. "Between" means that one brokers talks with the other.
    """)
    return


@app.cell
def _(mo, sided):
    mo.ui.table(sided, selection=None, wrapped_columns=["sentence"])
    return


@app.cell
def _(alt, known, mo, now, then):
    _rows = [
        {
            **{
                name: row[name]
                for name in ("from", "to", "stance", "sources", "strength", "contested", "sentence", "outlet")
            },
            "day": day,
        }
        for day, rows in known.items()
        for row in rows
    ]
    _weight = {}
    for _row in _rows:
        for _name in (_row["from"], _row["to"]):
            _weight[_name] = _weight.get(_name, 0) + _row["strength"]
    _shown = sorted(_weight, key=lambda name: (-_weight[name], name))[:18]
    # Where a pair is told of in two stances, both marks show.
    _aside = {"with": -1, "between": 0, "against": 1}
    _data = [
        {
            **row,
            "day": f"as of {row['day']:%-d %B %Y}",
            "outlet": row["outlet"] or "not told",
            "aside": _aside[row["stance"]] if row["contested"] else 0,
        }
        for row in _rows
        if row["from"] in _shown and row["to"] in _shown
    ]
    _domain = ["with", "against", "between"]
    _blank = alt.Axis(grid=True, gridColor="#eeeeee", labelLimit=200)
    alignments = (
        alt.Chart(alt.Data(values=_data))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=alt.X("to:N", title="towards whom", axis=alt.Axis(labelAngle=-45, gridColor="#eeeeee", grid=True)),
            xOffset=alt.XOffset("aside:Q", scale=alt.Scale(domain=[-3, 3])),
            y=alt.Y("from:N", title="who", axis=_blank),
            color=alt.Color(
                "stance:N", title=None, scale=alt.Scale(domain=_domain, range=["#0072B2", "#D55E00", "#777777"])
            ),
            shape=alt.Shape(
                "stance:N", title=None, scale=alt.Scale(domain=_domain, range=["circle", "cross", "diamond"])
            ),
            size=alt.Size(
                "sources:Q",
                title="sources",
                scale=alt.Scale(domain=[1, max([2, *(r["sources"] for r in _rows)])], range=[80, 320]),
                legend=None,
            ),
            column=alt.Column("day:N", title=None, sort=[f"as of {day.value:%-d %B %Y}" for day in (then, now)]),
            tooltip=[
                alt.Tooltip(name, type="nominal") for name in ("from", "stance", "to", "sources", "outlet", "sentence")
            ],
        )
        .properties(
            width={"step": 30, "for": "position"},
            height={"step": 26},
            title=alt.Title("Who stands with, against and between whom", anchor="start"),
        )
        .configure_view(stroke="#dddddd")
        .configure_legend(orient="bottom")
        .configure_header(labelFontSize=12, labelAnchor="start")
        .configure_axis(labelFontSize=11, titleFontSize=12, titleFontWeight="normal")
    )
    mo.as_html(alignments)
    return (alignments,)


@app.cell
def _(mo):
    mo.md("""
    ## How to read this

    Positions are read from wording (`dateline who NAME --on ceasefire`, `dateline proposals --matrix`); what a report
    tells without such words is not here. An official stands in the row of the state or body whose office the record
    knows. Larger marks have more sources; copies of one text are one. Alignments lose weight with time and are drawn
    all the same; a blank square is silence, not neutrality.
    """)
    return


@app.cell
def _(mo, moves, positions):
    # Run as a script, there is no page to show: the moves and positions are printed.
    if mo.app_meta().mode == "script":
        for _move in moves:
            print(f"{_move['side']}: {_move['from']} -> {_move['to']} ({_move['way']}), {_move['between']}")
        for _of in positions:
            print(f"{_of['day']}  {_of['side']}: {_of['position']}\n    “{_of['sentence']}” {_of['outlet']}")
    return


if __name__ == "__main__":
    app.run()
