"use strict";
(() => {
  const here = document.currentScript;
  const up = here.dataset.up;
  const form = document.querySelector(".search");
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  const found = document.getElementById("found");
  const shown = 30;
  let entries = null;
  let asked = false;

  // Anchors as the pages have them.
  const anchor = (text) =>
    Array.from(text, (c) => (/[A-Za-z0-9_.$:-]/.test(c) ? c : `~${c.codePointAt(0).toString(16)}~`)).join("");

  const folded = (text) => text.toLowerCase().replace(/[_\- ]/g, "");

  // The index → one entry for each thing that has an address.
  function unfold(index) {
    const all = [];
    const add = (title, about, address, weight) => all.push({ title, about, address, weight, key: folded(title) });
    for (const [at, file, name, about, request, response, errors] of index.operations) {
      const [folder, service] = index.services[at];
      const page = `${folder}/operations/${file}.html`;
      add(name, about || service, page, 0);
      for (const [side, paths] of [["request", request], ["response", response]]) {
        for (const path of paths) {
          add(path, `${side} of ${name}`, `${page}#${anchor(`${side}.${path}`)}`, 2);
        }
      }
      for (const error of errors) add(error, `error of ${name}`, `${page}#${anchor(`error.${error}`)}`, 3);
    }
    for (const [at, file, title] of index.releases) {
      const [folder, service] = index.services[at];
      add(title, `release of ${service}`, `${folder}/releases/${file}.html`, 1);
    }
    return all;
  }

  // Lower is better; null where a word is not found.
  function rank(entry, words) {
    let sum = entry.weight * 10;
    for (const word of words) {
      const at = entry.key.indexOf(word);
      if (at >= 0) sum += (at === 0 ? 0 : 4) + (entry.key.length - word.length) / 20;
      else if (folded(entry.about).includes(word)) sum += 40;
      else return null;
    }
    return sum;
  }

  function show() {
    if (!entries) return;
    const words = input.value.split(/\s+/).map(folded).filter(Boolean);
    list.replaceChildren();
    if (words.length === 0) {
      list.hidden = true;
      found.textContent = "";
      return;
    }
    const hits = entries
      .map((entry) => ({ entry, rank: rank(entry, words) }))
      .filter((hit) => hit.rank !== null)
      .sort((a, b) => a.rank - b.rank || (a.entry.address < b.entry.address ? -1 : 1));
    for (const { entry } of hits.slice(0, shown)) {
      const link = document.createElement("a");
      const title = document.createElement("strong");
      const about = document.createElement("span");
      link.href = up + entry.address;
      title.textContent = entry.title;
      about.textContent = entry.about;
      link.append(title, about);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    if (hits.length === 0) {
      const item = document.createElement("li");
      item.textContent = "Nothing found.";
      list.append(item);
    }
    list.hidden = false;
    found.textContent = hits.length === 1 ? "1 result" : `${hits.length} results`;
  }

  // The index is large: it comes when somebody wants to search.
  function load() {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = here.dataset.index;
    script.addEventListener("load", () => {
      entries = unfold(globalThis.tinsmithIndex);
      show();
    });
    document.head.append(script);
  }

  function close() {
    list.hidden = true;
    found.textContent = "";
  }

  function move(step) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + step;
    if (at < 0) input.focus();
    else links[Math.min(at, links.length - 1)]?.focus();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  input.addEventListener("focus", () => {
    load();
    show();
  });
  input.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") {
      close();
      input.focus();
      list.hidden = true;
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });

  // An anchor within something folded unfolds it.
  function unfoldTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = target?.closest("details:not([open])");
    if (!around) return;
    around.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfoldTarget);
  unfoldTarget();
})();
