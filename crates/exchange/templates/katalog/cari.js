// Search and filters over the list that is on the page already; without this file the
// list is whole.
(() => {
  'use strict';
  const box = document.getElementById('cari');
  if (!box) return;
  const words = document.getElementById('kata');
  const filters = [...box.querySelectorAll('select')];
  const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('#daftar > li')].map((row) => ({ row, text: folded(row.textContent) }));
  const points = new Map([...document.querySelectorAll('.peta a')].map((at) => [at.getAttribute('href'), at]));
  const key = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

  function look() {
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    const chosen = filters.filter((each) => each.value).map((each) => [key(each.dataset.saring), each.value]);
    let n = 0;
    for (const { row, text } of rows) {
      const fits = wanted.every((word) => text.includes(word)) && chosen.every(([name, value]) => row.dataset[name] === value);
      row.hidden = !fits;
      const point = points.get(row.querySelector('a').getAttribute('href'));
      if (point) point.style.display = fits ? '' : 'none';
      if (fits) n += 1;
    }
    document.getElementById('jumlah').textContent = `${n} dari ${rows.length} inovasi`;
    document.getElementById('kosong').hidden = n > 0;
  }

  let waiting;
  words.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  for (const each of filters) each.addEventListener('change', look);
  box.hidden = false;
  look();
})();
