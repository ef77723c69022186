// The key that takes the reader to the search box, from every page.

addEventListener('keydown', (key) => {
  if (key.key !== '/' || key.ctrlKey || key.metaKey || key.altKey) return;
  if (key.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
  key.preventDefault();
  const box = document.getElementById('q');
  if (box) {
    box.focus();
    box.select();
  } else {
    location.assign('/search');
  }
});
