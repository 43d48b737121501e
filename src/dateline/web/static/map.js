// The places of the list on a map: drawn at once as SVG, then by MapLibre where the browser can. No tiles, no other host.
import { onPage, script, style } from "./dateline.js";

const KM = { exact: 0, near: 15, admin: 60, country: 250 };
const EARTH = 111.32;
const COLOUR = { land: "--sheet", border: "--rule", sea: "--ahead-bg", spot: "--k-event", ink: "--ink", paper: "--paper" };
const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(COLOUR[name]).trim();

function bounds(spots) {
  const settled = spots.filter((spot) => spot.precision !== "country");
  const by = (settled.length ? settled : spots).slice(0, 40);
  // The middle of the weight, with what lies within reach of it: one place far away must not make the rest small.
  const sort = (values) => [...values].sort((a, b) => a - b);
  const lons = sort(by.map((spot) => spot.lon)), lats = sort(by.map((spot) => spot.lat));
  const cut = (values, share) => values[Math.round(share * (values.length - 1))];
  const box = [[cut(lons, 0.1), cut(lats, 0.1)], [cut(lons, 0.9), cut(lats, 0.9)]];
  const wide = Math.max(3, (box[1][0] - box[0][0]) * 0.15), high = Math.max(2, (box[1][1] - box[0][1]) * 0.15);
  return [[box[0][0] - wide, box[0][1] - high], [box[1][0] + wide, box[1][1] + high]];
}

function circle(spot, km) {
  const points = [];
  for (let n = 0; n <= 48; n += 1) {
    const turn = (n / 48) * 2 * Math.PI;
    points.push([spot.lon + ((km / EARTH) * Math.cos(turn)) / Math.cos((spot.lat * Math.PI) / 180), spot.lat + (km / EARTH) * Math.sin(turn)]);
  }
  // d3 wants outer rings clockwise on the sphere.
  return { type: "Feature", properties: { name: spot.name }, geometry: { type: "Polygon", coordinates: [points.reverse()] } };
}

/** The land cut at the line of the day's change and laid flat, as a map that knows no sphere needs it. */
function flat(land) {
  const { d3 } = window;
  const sphere = d3.geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).precision(0);
  const features = [];
  for (const country of land.features) {
    let ring = [];
    const close = () => {
      if (ring.length > 3) features.push({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } });
      ring = [];
    };
    d3.geoPath(sphere, {
      beginPath() {}, arc() {},
      moveTo(x, y) { close(); ring.push([x, -y]); },
      lineTo(x, y) { ring.push([x, -y]); },
      closePath: close,
    })(country);
    close();
  }
  return { type: "FeatureCollection", features };
}

function size(spot, most) {
  return 3.5 + 11 * Math.sqrt(spot.weight / most);
}

function choose(n) {
  for (const old of document.querySelectorAll("tr.chosen")) old.classList.remove("chosen");
  const row = document.querySelector(`tr[data-place="${n}"]`);
  row?.classList.add("chosen");
  row?.scrollIntoView({ block: "nearest" });
}

function asDrawing(place, land, spots, rings, most) {
  const { d3 } = window;
  const width = place.clientWidth, height = place.clientHeight;
  const [[west, south], [east, north]] = bounds(spots);
  const corners = { type: "MultiPoint", coordinates: [[west, south], [east, south], [west, north], [east, north]] };
  const projection = d3.geoMercator().fitExtent([[10, 10], [width - 10, height - 10]], corners);
  const path = d3.geoPath(projection.clipExtent([[-50, -50], [width + 50, height + 50]]));
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]);
  const space = svg.append("g");
  space.append("path").attr("class", "land").attr("d", path(land));
  for (const ring of rings) space.append("path").attr("class", "ring").attr("d", path(ring));
  const at = spots.map((spot, n) => ({ ...spot, n, xy: projection([spot.lon, spot.lat]) })).reverse();
  space.selectAll("circle").data(at).join("circle").attr("class", "spot").attr("cx", (s) => s.xy[0]).attr("cy", (s) => s.xy[1])
    .attr("r", (s) => size(s, most)).on("click", (_, s) => choose(s.row)).append("title").text((s) => `${s.name}: ${s.lines} lines`);
  const shown = [];
  for (const spot of [...at].reverse()) {
    const [x, y] = spot.xy;
    if (shown.length > 24 || x < 0 || y < 0 || x > width || y > height) continue;
    if (shown.some(([a, b]) => Math.abs(a - x) < 70 && Math.abs(b - y) < 14)) continue;
    shown.push(spot.xy);
    space.append("text").attr("class", "spot-name").attr("x", x + size(spot, most) + 3).attr("y", y + 4).text(spot.name);
  }
  svg.call(d3.zoom().scaleExtent([0.5, 12]).on("zoom", (event) => space.attr("transform", event.transform)));
  place.replaceChildren(svg.node());
}

async function asMap(place, land, spots, rings, most) {
  const library = await import("/static/vendor/maplibre-gl.mjs");
  await style("/static/vendor/maplibre-gl.css");
  library.setWorkerUrl("/static/vendor/maplibre-gl-worker.mjs");
  const frame = document.createElement("div");
  frame.style.position = "absolute";
  frame.style.inset = "0";
  frame.style.visibility = "hidden";
  place.append(frame);
  const features = { type: "FeatureCollection", features: spots.map((spot) => ({
    type: "Feature", properties: { name: spot.name, row: spot.row, radius: size(spot, most), sort: -spot.weight },
    geometry: { type: "Point", coordinates: [spot.lon, spot.lat] },
  })) };
  const map = new library.Map({
    container: frame, bounds: bounds(spots), attributionControl: false, fadeDuration: 0, maxZoom: 10,
    style: {
      version: 8,
      sources: {
        land: { type: "geojson", data: flat(land) },
        rings: { type: "geojson", data: { type: "FeatureCollection", features: rings } },
        spots: { type: "geojson", data: features },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": tone("sea") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": tone("land") } },
        { id: "border", type: "line", source: "land", paint: { "line-color": tone("border"), "line-width": 0.8 } },
        { id: "ring", type: "fill", source: "rings", paint: { "fill-color": tone("spot"), "fill-opacity": 0.09 } },
        { id: "ring-edge", type: "line", source: "rings", paint: { "line-color": tone("spot"), "line-opacity": 0.5, "line-dasharray": [3, 3] } },
        { id: "spot", type: "circle", source: "spots", layout: { "circle-sort-key": ["get", "sort"] }, paint: { "circle-color": tone("spot"), "circle-radius": ["get", "radius"], "circle-stroke-color": tone("paper"), "circle-stroke-width": 1 } },
      ],
    },
  });
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.keyboard.enable();
  map.on("click", "spot", (event) => choose(event.features[0].properties.row));
  map.on("mouseenter", "spot", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "spot", () => { map.getCanvas().style.cursor = ""; });
  // Names are elements of the page: the map has no letters of its own, and reaches no server for them.
  const names = [];
  const label = () => {
    for (const name of names.splice(0)) name.remove();
    const shown = [];
    for (const spot of spots) {
      const { x, y } = map.project([spot.lon, spot.lat]);
      if (shown.length > 30 || x < 0 || y < 0 || x > frame.clientWidth || y > frame.clientHeight) continue;
      if (shown.some(([a, b]) => Math.abs(a - x) < 80 && Math.abs(b - y) < 15)) continue;
      shown.push([x, y]);
      const name = document.createElement("span");
      name.className = "map-name";
      name.textContent = spot.name;
      name.style.left = `${x + size(spot, most) - 6}px`;
      name.style.top = `${y}px`;
      frame.append(name);
      names.push(name);
    }
  };
  map.on("moveend", label);
  map.once("idle", () => {
    label();
    frame.style.visibility = "";
    place.querySelector(":scope > svg")?.remove();
    place.dataset.drawn = "map";
  });
}

onPage(async () => {
  const place = document.getElementById("map");
  const data = document.getElementById("map-data");
  if (!place || !data) return;
  const spots = JSON.parse(data.textContent).map((spot, row) => ({ ...spot, row })).filter((spot) => spot.lat !== null);
  if (!spots.length) return;
  await script("/static/vendor/d3.min.js");
  await script("/static/vendor/topojson-client.min.js");
  const world = await (await fetch("/static/vendor/countries-50m.json")).json();
  const land = window.topojson.feature(world, world.objects.countries);
  const most = Math.max(...spots.map((spot) => spot.weight));
  const rings = spots.filter((spot) => KM[spot.precision]).map((spot) => circle(spot, KM[spot.precision]));
  asDrawing(place, land, spots, rings, most);
  place.dataset.drawn = "drawing";
  const canvas = document.createElement("canvas");
  if (!canvas.getContext("webgl2")) return;
  try {
    await asMap(place, land, spots, rings, most);
  } catch {
    // The drawing stays.
  }
});
