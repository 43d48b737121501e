// The alignments of the table as a network: the same data, the same names, put apart by force.
import { onPage, script } from "./dateline.js";

function draw() {
  const { d3 } = window;
  const place = document.getElementById("network");
  const told = JSON.parse(document.getElementById("network-data").textContent);
  const width = place.clientWidth, height = place.clientHeight;
  const nodes = told.nodes.map((node) => ({ ...node, id: node.name }));
  const links = told.edges.map((edge) => ({ ...edge, source: edge.from, target: edge.to }));
  const most = Math.max(...nodes.map((node) => node.weight), 1);
  const radius = (node) => 4 + 11 * Math.sqrt(node.weight / most);
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]);
  const space = svg.append("g");
  const line = space.append("g").selectAll("line").data(links).join("line")
    .attr("class", (edge) => edge.stance).attr("stroke-width", (edge) => 1 + Math.min(5, edge.strength));
  line.append("title").text((edge) => `${edge.from} ${edge.stance} ${edge.to}: “${edge.sentence}” (${edge.outlet ?? "unknown outlet"})`);
  const node = space.append("g").selectAll("g").data(nodes).join("g").attr("class", "node");
  node.append("circle").attr("r", radius);
  const small = width < 600;
  const named = new Set([...nodes].sort((a, b) => b.weight - a.weight).slice(0, small ? 12 : 34).map((one) => one.name));
  node.append("text").attr("dy", "0.35em").text((one) => (named.has(one.name) ? one.name : ""));
  node.append("title").text((one) => one.name);
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((one) => one.id).distance(small ? 60 : 105).strength((edge) => (edge.stance === "against" ? 0.08 : 0.3)))
    .force("charge", d3.forceManyBody().strength(small ? -120 : -330))
    .force("x", d3.forceX(width / 2).strength(0.09)).force("y", d3.forceY(height / 2).strength(0.16))
    .force("apart", d3.forceCollide((one) => radius(one) + (small ? 8 : 16))).stop();
  // All steps at once: the same data gives the same picture, and nothing moves under the eye.
  for (let n = 0; n < 300; n += 1) simulation.tick();
  for (const one of nodes) {
    one.x = Math.min(Math.max(one.x, 20), width - 20);
    one.y = Math.min(Math.max(one.y, 18), height - 18);
  }
  line.attr("x1", (edge) => edge.source.x).attr("y1", (edge) => edge.source.y).attr("x2", (edge) => edge.target.x).attr("y2", (edge) => edge.target.y);
  const right = (one) => one.x < width - 150;
  node.select("text").attr("x", (one) => (right(one) ? 1 : -1) * (radius(one) + 4)).attr("text-anchor", (one) => (right(one) ? "start" : "end"));
  node.attr("transform", (one) => `translate(${one.x},${one.y})`);
  const near = (name) => new Set([name, ...links.filter((e) => e.from === name || e.to === name).flatMap((e) => [e.from, e.to])]);
  node.on("mouseenter", (_, one) => {
    const kept = near(one.name);
    node.classed("away", (other) => !kept.has(other.name));
    line.classed("away", (edge) => edge.from !== one.name && edge.to !== one.name);
    node.select("text").text((other) => (kept.has(other.name) ? other.name : ""));
  }).on("mouseleave", () => {
    node.classed("away", false);
    line.classed("away", false);
    node.select("text").text((other) => (named.has(other.name) ? other.name : ""));
  }).on("click", (_, one) => location.assign(`/actor?key=${encodeURIComponent(one.name)}`));
  svg.call(d3.zoom().scaleExtent([0.5, 6]).on("zoom", (event) => space.attr("transform", event.transform)));
  place.replaceChildren(svg.node());
}

onPage(async () => {
  if (!document.getElementById("network-data")) return;
  await script("/static/vendor/d3.min.js");
  draw();
});
