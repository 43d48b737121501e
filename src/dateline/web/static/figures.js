// A plot for each series: counts by the day they are of or were told, with their ranges, by who counts. No sums.
import { onPage, script } from "./dateline.js";

const COLOURS = ["#2f6f9f", "#b8562a", "#3d7f5b", "#8a5fb0", "#a07a13", "#5f6b73", "#b04a6f"];
const day = (point) => new Date(point.date ?? point.published);

function draw(figure) {
  const { Plot } = window;
  const told = JSON.parse(figure.querySelector("script").textContent);
  const points = told.points
    .map((point) => ({
      ...point,
      at: day(point),
      y: point.value ?? (point.low + point.high) / 2,
      who: point.counted_by ?? "the report itself",
      from: point.low ?? point.value,
      to: point.high ?? point.value,
    }))
    .filter((point) => Number.isFinite(point.y) && !Number.isNaN(+point.at));
  if (!points.length) return;
  const who = [...new Set(points.map((point) => point.who))].slice(0, COLOURS.length);
  const colour = (point) => COLOURS[Math.max(0, who.indexOf(point.who))];
  const tip = (p) => `${p.words}: ${p.who}\n${p.outlet ?? "unknown outlet"}, ${p.published?.slice(0, 10) ?? "no date"}\n${p.sentence}`;
  const top = Math.max(...points.map((point) => point.to));
  const days = new Set(points.map((point) => point.at.toDateString()));
  const plot = Plot.plot({
    width: 420, height: 230, marginLeft: 58, marginRight: 14, marginTop: 18, insetLeft: 8, insetRight: 8,
    x: { type: "utc", label: null, ticks: Math.min(5, days.size), grid: false, tickFormat: "%-d %b" },
    y: { label: null, domain: [0, top * 1.06], grid: true, ticks: 5, tickFormat: (n) => n.toLocaleString("en") },
    marks: [
      Plot.ruleX(points.filter((p) => p.from !== p.to), { x: "at", y1: "from", y2: "to", stroke: colour, strokeWidth: 5, strokeOpacity: 0.28, strokeLinecap: "round" }),
      Plot.dot(points, { x: "at", y: "y", r: 4.5, stroke: colour, strokeWidth: 1.6, fill: (p) => (p.value === null ? "none" : colour(p)), title: tip, href: (p) => `/report?id=${encodeURIComponent(p.report_id)}#figure-${encodeURIComponent(p.item_id)}` }),
    ],
  });
  // A name needs a role to be read out.
  for (const group of plot.querySelectorAll("g[aria-label]")) group.setAttribute("role", "group");
  const legend = document.createElement("div");
  legend.className = "legend";
  for (const [n, name] of who.entries()) {
    const entry = document.createElement("span");
    const dot = document.createElement("i");
    dot.style.background = COLOURS[n];
    entry.append(dot, name);
    legend.append(entry);
  }
  figure.querySelector(".canvas").replaceChildren(plot);
  figure.querySelector(".legend")?.remove();
  figure.append(legend);
}

onPage(async () => {
  const figures = [...document.querySelectorAll("[data-plot]")];
  if (!figures.length) return;
  await script("/static/vendor/d3.min.js");
  await script("/static/vendor/plot.umd.min.js");
  for (const figure of figures) draw(figure);
});
