// Comfort for the plan's forms, which all work without it: parties move in place, a new unit's fields show when asked for,
// and a form that takes a while says so.

for (const list of document.querySelectorAll("[data-parties]")) list.addEventListener("click", (event) => moveParty(event, list));
for (const form of document.querySelectorAll("[data-name]")) offerNewUnit(form);
for (const form of document.querySelectorAll("[data-slow]")) form.addEventListener("submit", () => sayWorking(form));
addEventListener("pageshow", () => document.querySelectorAll("[data-slow]").forEach(sayReady));

function moveParty(event, list) {
  const button = event.target.closest("button[name=act]");
  const [act] = button?.value.split("-") ?? [];
  if (act !== "up" && act !== "drop") return;
  event.preventDefault();
  const row = button.closest("[data-party]");
  const above = row.previousElementSibling;
  const next = row.nextElementSibling;
  if (act === "up" && above) above.before(row);
  if (act === "drop") row.remove();
  number(list);
  (act === "up" ? button : next?.querySelector("input[name=party]"))?.focus();
}

function number(list) {
  list.querySelectorAll("[data-party]").forEach((row, place) => {
    row.querySelector("input[name=lead]").value = place;
    for (const button of row.querySelectorAll("button[name=act]")) {
      button.value = `${button.value.split("-")[0]}-${place}`;
      if (button.value.startsWith("up-")) button.disabled = place === 0;
    }
  });
}

function offerNewUnit(form) {
  const choice = form.elements.answer;
  const fields = form.querySelector(".plan-name__new");
  const show = () => {
    fields.hidden = choice.value !== "new";
  };
  choice.addEventListener("change", show);
  show();
}

function sayWorking(form) {
  const status = form.querySelector("[data-slow-status]");
  form.querySelector("button[type=submit]").disabled = true;
  setTimeout(() => {
    status.textContent = form.dataset.slow;
  }, 400);
}

function sayReady(form) {
  form.querySelector("button[type=submit]").disabled = false;
  form.querySelector("[data-slow-status]").textContent = "";
}
