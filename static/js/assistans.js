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
      if (search.checkVisibility()) {
        search.focus();
        search.select();
      } else {
        document.querySelector(".sokknapp")?.click();
      }
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

  /* What is typed while a part of a form is on its way is not lost when the part comes */

  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part.id || !part.closest("form")) return;
    const keep = () => {
      const fresh = document.getElementById(part.id);
      if (!fresh || fresh === part) return;
      document.removeEventListener("htmx:afterSwap", keep);
      for (const field of part.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea")) {
        const twin = document.getElementById(field.id);
        if (!twin || twin.name !== field.name) continue;
        if (field.type === "checkbox" || field.type === "radio") twin.checked = field.checked;
        else twin.value = field.value;
      }
    };
    document.addEventListener("htmx:afterSwap", keep);
  });

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

  /* What is typed is kept as a draft on the server: two seconds after the last key, when a field is left, and when the
     page is. Files are not */

  const TYPING_STOPS = 2000;
  const AT_MOST = 5000;
  const kept = new WeakSet();

  const typedIn = (form) => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const keepDraft = (form) => {
    if (kept.has(form)) return;
    kept.add(form);
    const said = form.querySelector(".utkastlage");
    let waiting = 0;
    let sending = null;

    const stop = () => {
      clearTimeout(waiting);
      waiting = 0;
    };
    const send = async () => {
      try {
        const signal = AbortSignal.timeout(AT_MOST);
        const answer = await fetch(form.dataset.utkast, { method: "POST", body: typedIn(form), signal });
        if (answer.status !== 200) return;
        said.textContent = await answer.text();
        document.querySelector(".utkast")?.remove();
      } catch {
        /* No network: what is typed next is sent again */
      }
    };
    /* One at a time, so that an older one never arrives after a newer */
    const keep = async () => {
      if (!waiting || sending) return;
      stop();
      sending = send();
      await sending;
      sending = null;
      if (waiting) keep();
    };

    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, TYPING_STOPS);
    });
    form.addEventListener("change", keep);
    /* Nor after the form itself, which takes its draft away */
    form.addEventListener("submit", (event) => {
      stop();
      if (!sending) return;
      event.preventDefault();
      sending.then(() => setTimeout(() => form.requestSubmit(event.submitter)));
    });
    window.addEventListener("pagehide", () => {
      if (waiting) navigator.sendBeacon(form.dataset.utkast, typedIn(form));
      stop();
    });
  };

  const keepDrafts = () => document.querySelectorAll("form[data-utkast]").forEach(keepDraft);

  keepDrafts();
  document.addEventListener("htmx:afterSettle", keepDrafts);

  /* A field is tried when it is left, if something was typed there: its own form on the server says what is wrong. The
     field itself is not touched but for its marks, so that nothing typed meanwhile is lost */

  const trial = document.createElement("div");
  trial.className = "visually-hidden";
  trial.setAttribute("role", "status");

  const mark = (field, answer) => {
    const id = `${field.id}_error`;
    const fresh = answer.getElementById(id);
    document.getElementById(id)?.remove();
    if (fresh) field.before(fresh);
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    if (fresh) described.push(id);
    field.classList.toggle("is-invalid", fresh !== null);
    if (fresh) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (described.length > 0) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
    const label = document.querySelector(`label[for="${field.id}"]`)?.firstChild.textContent.trim();
    trial.textContent = fresh ? `${label}: ${fresh.textContent}` : "";
  };

  const tryField = async (field) => {
    const sent = field.value;
    try {
      const answer = await fetch(field.form.action, {
        method: "POST",
        headers: { "X-Prova-Falt": field.name },
        body: typedIn(field.form),
      });
      if (answer.status !== 200) return;
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (field.value === sent) mark(field, told);
    } catch {
      /* No network: the whole form is tried when it is saved */
    }
  };

  if (document.querySelector("[data-prova]")) document.body.append(trial);
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[method=post] [data-prova]")) tryField(event.target);
  });
})();
