// One key for each word on the entry in focus; the reason goes with it.
import { onPage } from "./dateline.js";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input, select, textarea")) return;
  if (!"armscu".includes(event.key) || event.key.length !== 1) return;
  const task = event.target.closest(".task") ?? document.querySelector(".task:has(.entry)");
  const here = event.key === "u" ? (task?.querySelector('[data-key="u"]') ?? document.querySelector('[data-key="u"]')) : null;
  const button = here ?? task?.querySelector(`[data-key="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
onPage(() => {
  const reason = document.getElementById("reason");
  if (!reason) return;
  const tell = () => {
    for (const field of document.querySelectorAll(".act input[name=reason]")) field.value = reason.value;
  };
  reason.addEventListener("input", tell);
  tell();
});
document.addEventListener("htmx:after:swap", () => {
  document.querySelector(".said-so:last-of-type")?.closest(".task")?.nextElementSibling?.querySelector("[data-entry]")?.focus();
});
