// A classic script, loaded before the first paint, so that a saved theme never flashes the other one.
// The key is the one that src/theme/theme.ts writes.
(function () {
  try {
    var saved = localStorage.getItem("parley.theme");
    if (saved === "light" || saved === "dark") {
      document.documentElement.dataset.theme = saved;
    }
  } catch {
    // Storage can be forbidden; the system's theme is then the right one.
  }
})();
