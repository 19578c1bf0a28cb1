// Sets the reader's choice of light or dark before the first paint; without a choice the system's setting holds.
(() => {
  const root = document.documentElement;
  let stored = null;
  try {
    stored = localStorage.getItem("theme");
  } catch {
    // Storage may be forbidden: then the choice lasts for this page.
  }
  if (stored) choose(stored);

  // The bar of an installed hub follows the choice too.
  function choose(theme) {
    root.dataset.theme = theme;
    for (const meta of document.querySelectorAll("[data-theme-color]")) meta.media = meta.dataset.themeColor === theme ? "all" : "not all";
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const chosen = root.dataset.theme;
    const dark = chosen === "dark" || (!chosen && matchMedia("(prefers-color-scheme: dark)").matches);
    choose(dark ? "light" : "dark");
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // as above
    }
  });
})();
