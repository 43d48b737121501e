// What every page shares: keys, sliders, word of changes. Pages work without it.
const root = document.documentElement;
root.classList.add("scripted");
const DAY = 86400000;
const NARROW = matchMedia("(max-width: 640px)");
const GO = {
  t: "/today", l: "/timeline", a: "/talks", p: "/proposals", f: "/figures", m: "/map", n: "/network", w: "/actors",
  r: "/review", c: "/coverage",
};

/** Run `start` on this page now, and again on what a filter puts in its place. */
export function onPage(start) {
  start();
  document.addEventListener("htmx:after:swap", start);
}

const loading = {};
function load(tag, address, more) {
  loading[address] ??= new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), { ...more, onload: done, onerror: failed });
    document.head.append(element);
  });
  return loading[address];
}

/** The script at an address, loaded once. */
export const script = (address) => load("script", address, { src: address });

/** The style sheet at an address, loaded once. */
export const style = (address) => load("link", address, { rel: "stylesheet", href: address });

function entries() {
  return [...document.querySelectorAll("[data-entry]")].filter((entry) => entry.getClientRects().length);
}

function step(by) {
  const all = entries();
  const now = all.indexOf(document.activeElement.closest?.("[data-entry]"));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// On a narrow screen what can be chosen is folded away until it is asked for.
function fold() {
  if (!NARROW.matches) return;
  for (const part of document.querySelectorAll(".fold:not([data-folded])")) {
    part.dataset.folded = "";
    part.open = false;
  }
}
fold();
document.addEventListener("htmx:after:swap", fold);
onPage(() => {
  const here = document.querySelector("nav [aria-current]");
  const list = here?.closest("ul");
  if (list) list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
});

let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typing = event.target.matches("input:not([type=checkbox], [type=range]), select, textarea");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (going && GO[event.key]) {
    const page = [...document.querySelectorAll("nav a")].find((a) => new URL(a.href).pathname === GO[event.key]);
    if (page) location.assign(page.href);
    going = false;
    event.preventDefault();
    return;
  }
  going = false;
  if (document.querySelector("dialog[open]")) return;
  const entry = event.target.closest("[data-entry]");
  switch (event.key) {
    case "j": step(1); break;
    case "k": step(-1); break;
    case "Enter":
      if (event.target !== entry) return;
      (entry.querySelector(".to-sentence") ?? entry.querySelector("a"))?.click();
      break;
    case "b": history.back(); break;
    case "/": document.getElementById("q")?.focus(); break;
    case "?": document.getElementById("keys")?.showModal(); break;
    case "g": going = true; break;
    default: return;
  }
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) document.getElementById("keys").showModal();
});

// A slider moves its day; at its right end it asks for no day at all.
document.addEventListener("input", (event) => {
  const slider = event.target.closest(".slider");
  if (!slider) return;
  const day = document.getElementById(slider.dataset.for);
  const at = new Date(Date.parse(slider.dataset.first) + slider.value * DAY).toISOString().slice(0, 10);
  day.value = slider.value === slider.max ? "" : at;
});
document.addEventListener("change", (event) => {
  const day = event.target.closest("input[type=date]");
  const slider = day && document.querySelector(`.slider[data-for="${day.id}"]`);
  if (slider) slider.value = day.value ? (Date.parse(day.value) - Date.parse(slider.dataset.first)) / DAY : slider.max;
});
// Empty fields and what is as it always is need not stand in the address.
document.addEventListener("htmx:config:request", (event) => {
  const body = event.detail?.ctx?.request?.body;
  if (!(body instanceof FormData) || !event.target.matches?.("[data-live]")) return;
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
});

// One page of a browser listens for changes and tells the others: a browser keeps few connections to one server.
function tell(stamp) {
  const news = document.getElementById("news");
  if (news && stamp !== news.dataset.stamp) news.hidden = false;
}
if (document.getElementById("news")) {
  const others = new BroadcastChannel("dateline");
  others.onmessage = (event) => tell(event.data);
  const listen = () => new Promise(() => {
    new EventSource("/live").addEventListener("changed", (event) => {
      const { stamp } = JSON.parse(event.data);
      tell(stamp);
      others.postMessage(stamp);
    });
  });
  if (navigator.locks) navigator.locks.request("dateline live", listen);
  else listen();
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("#news a")) return;
  event.preventDefault();
  location.reload();
});
