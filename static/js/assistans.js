/* Makes work quicker where there is a script. Every page works without it. */
"use strict";

(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  /* Single keys can be turned off, in this browser (WCAG 2.1.4); Ctrl K stays, as it holds a modifier */

  const CHOICE = "enstaka-tangenter";
  let singleKeys = localStorage.getItem(CHOICE) !== "av";

  const choice = document.getElementById(CHOICE);
  if (choice) {
    choice.checked = singleKeys;
    choice.parentElement.hidden = false;
    choice.addEventListener("change", () => {
      singleKeys = choice.checked;
      localStorage.setItem(CHOICE, singleKeys ? "på" : "av");
    });
  }

  /* Rows: j and k move, o opens the row's first link, a follows the row's link to attest */

  const rows = () => [...document.querySelectorAll("main .tabell tbody tr:has(a[href])")];

  const move = (step) => {
    const all = rows();
    if (all.length === 0) return;
    const here = all.findIndex((row) => row.hasAttribute("aria-current"));
    const there = here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1);
    all.forEach((row) => row.removeAttribute("aria-current"));
    all[there].setAttribute("aria-current", "true");
    all[there].querySelector("a[href]").focus({ preventScroll: true });
    all[there].scrollIntoView({ block: "nearest" });
  };

  const follow = (selector) => document.querySelector(`main .tabell tr[aria-current] ${selector}`)?.click();

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    o: () => follow("a[href]"),
    a: () => follow("a[data-attest]"),
    "?": () => document.getElementById("kortkommandon")?.togglePopover(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;

    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const search = document.getElementById("sok");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
      return;
    }

    if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* Errors get focus, so that they are read out and the links are next to hand */

  const show = (root) => root.querySelector?.(".felruta")?.focus();

  show(document);
  document.addEventListener("htmx:afterSettle", (event) => show(event.target));

  /* A picture wider than its frame is rolled to what the address points at */

  const roll = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView({ block: "center", inline: "center" });
  };

  window.addEventListener("hashchange", roll);
  roll();

  /* Files dropped on the field land in its input, as if they had been chosen; of a folder, those that can be read in */

  const filesOf = async (entry) => {
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      /* A folder tells about a hundred of its files at a time, and then of none */
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (some.length === 0) return found.flat();
      found.push(...(await Promise.all(some.map(filesOf))));
    }
  };

  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
    if (!entries.some((entry) => entry?.isDirectory)) return transfer.files;
    const all = new DataTransfer();
    const known = /\.(csv|xlsx|xml)$/i;
    for (const entry of entries.filter(Boolean)) {
      for (const file of await filesOf(entry)) if (known.test(file.name)) all.items.add(file);
    }
    return all.files;
  };

  const drop = (area) => {
    const input = area.querySelector("input[type=file]");
    const said = area.querySelector(".slappta");
    if (!input) return;

    const tell = () => {
      const names = [...input.files].map((file) => file.name);
      if (said) said.textContent = names.length > 3 ? `${names.length} filer valda` : names.join(", ");
    };
    const over = (is) => (event) => {
      event.preventDefault();
      area.classList.toggle("over", is);
    };

    area.addEventListener("dragover", over(true));
    area.addEventListener("dragleave", over(false));
    area.addEventListener("drop", async (event) => {
      over(false)(event);
      const files = await dropped(event.dataTransfer);
      if (files.length === 0) return;
      input.files = files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", tell);
  };

  document.querySelectorAll(".slapp").forEach(drop);
})();
