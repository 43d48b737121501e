import { onPage } from "./dateline.js";

// Where the drawing is wider than the screen its last days are shown first.
onPage(() => {
  const drawing = document.querySelector(".lanes .scroll");
  if (drawing) drawing.scrollLeft = drawing.scrollWidth;
});
// Keys of the drawing: nearer, further, back and on. The addresses stand in the page.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const name = { "+": "nearer", "=": "nearer", "-": "further", ArrowLeft: "back", ArrowRight: "on" }[event.key];
  if (!name || (event.key.startsWith("Arrow") && event.target.closest(".scroll"))) return;
  const link = document.querySelector(`[data-zoom="${name}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
