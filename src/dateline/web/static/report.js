// A click on words in the text goes to their item, one on an item to its words.
import { onPage } from "./dateline.js";

onPage(() => {
  const text = document.getElementById("text");
  if (!text) return;
  for (const box of document.querySelectorAll("[data-kind]")) {
    const show = () => text.classList.toggle(`no-${box.dataset.kind}`, !box.checked);
    box.addEventListener("change", show);
    show();
  }
  const choose = (name, scroll) => {
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    const marks = text.querySelectorAll(`mark[data-item="${CSS.escape(name)}"]`);
    for (const mark of marks) mark.classList.add("chosen");
    const item = document.getElementById(name);
    if (item) {
      item.classList.add("chosen");
      item.closest("details").open = true;
    }
    const to = scroll === "text" ? marks[0] : item;
    to?.scrollIntoView({ block: "center" });
    if (scroll === "item") item?.focus({ preventScroll: true });
  };
  text.addEventListener("click", (event) => {
    const shown = (mark) => !text.classList.contains(`no-${mark.className.match(/k-(\w+)/)[1]}`);
    let mark = event.target.closest("mark");
    while (mark && !shown(mark)) mark = mark.parentElement.closest("mark");
    if (!mark) return;
    history.replaceState(null, "", `#${mark.dataset.item}`);
    choose(mark.dataset.item, "item");
  });
  document.querySelector(".items").addEventListener("click", (event) => {
    const link = event.target.closest(".words a");
    if (!link) return;
    event.preventDefault();
    const name = link.closest(".item").id;
    history.replaceState(null, "", `#${name}`);
    choose(name, "text");
  });
  const asked = decodeURIComponent(location.hash.slice(1)).replace(/^w-/, "");
  if (asked) choose(asked, "text");
});
