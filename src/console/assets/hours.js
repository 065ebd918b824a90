"use strict";

// Comfort for the forms of the hours. Everything works without it: the buttons send the form, and the page comes back.

// A row more, or one less, without waiting. The names of a row's fields hold its number; a new row takes the next one.
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-add], button[data-drop]") : null;
  if (!button) return;
  const list = button.hasAttribute("data-drop") ? button.closest(".hour-rows") : button.parentElement.parentElement.querySelector(".hour-rows");
  const last = list && list.lastElementChild;
  if (!last) return;
  event.preventDefault();
  const form = button.form;
  if (button.hasAttribute("data-drop")) {
    const row = button.closest(".hour-row");
    const near = row.nextElementSibling || row.previousElementSibling;
    if (near) row.remove();
    else empty(row);
    ((near || row).querySelector("input") || button).focus();
  } else {
    const row = last.cloneNode(true);
    renumber(row, next(last));
    empty(row);
    list.append(row);
    row.querySelector("input").focus();
  }
  if (form) form.dispatchEvent(new Event("input", { bubbles: true }));
});

const NUMBER = /(^|-)([ra])(\d+)-/;

function next(row) {
  const field = row.querySelector("input[name]");
  const found = field && NUMBER.exec(field.name);
  return found ? Number(found[3]) + 1 : 0;
}

function renumber(row, number) {
  for (const field of row.querySelectorAll("[name]")) {
    field.name = field.name.replace(NUMBER, (_, before, letter) => `${before}${letter}${number}-`);
    if (field.name === "do") field.value = field.value.replace(/\d+$/, String(number));
  }
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = legend.textContent.replace(/\d+/, String(number + 1));
}

function empty(row) {
  for (const field of row.querySelectorAll("input")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  for (const choice of row.querySelectorAll("select")) choice.selectedIndex = 0;
  for (const said of row.querySelectorAll(".wrong, .badge")) said.remove();
}

// What the hours mean, while they are entered: asked of the server, which alone knows.
for (const form of document.querySelectorAll("form[data-live]")) {
  let timer = 0;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const fields = new URLSearchParams(new FormData(form));
      fields.set("do", "check");
      const answer = await fetch(form.action, { method: "POST", body: fields }).catch(() => null);
      if (!answer || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector(".meaning");
      const there = document.querySelector(".meaning");
      if (now && there && mine === asked) there.replaceChildren(...now.childNodes);
    }, 350);
  });
}
