// The on-screen keyboard must not cover what is being written. Most browsers make the page lower for it
// (interactive-widget); where only the visual viewport shrinks, the frame is given its height.

const KEYBOARD = 120; // pixels less than the page has: nothing but a keyboard is that high

export function watchViewport(view = window.visualViewport, root = document.documentElement) {
  if (!view) return;
  const fit = () => {
    const isUp = view.scale === 1 && innerHeight - view.height > KEYBOARD;
    root.toggleAttribute("data-keyboard", isUp);
    if (isUp) root.style.setProperty("--shown", `${view.height}px`);
    else root.style.removeProperty("--shown");
    if (isUp) window.scrollTo(0, 0); // the browser had moved the page to show the field
  };
  view.addEventListener("resize", fit);
  fit();
}
