// The bars of a row: how long something was as it was.

// What a bar says inside itself.
run.bars.forEach((bar, id) => {
  bar.id = id;
  bar.short = bar.text;
  if (bar.track === 'phase') bar.short = bar.text.split('.').pop();
  if (bar.track === 'claim') bar.short = bar.text.replace(/^claim (\d+): /, '#$1 ');
  if (bar.track === 'migration') bar.short = ''; // too thin to write on
  if (bar.track === 'host' && bar.state === 'up') bar.short = '';
});

function barLabel(bar, x, y, width, height, name) {
  const left = Math.max(x, 0) + 5;
  const small = height <= 11;
  const room = Math.floor((Math.min(x + width, axis.width) - left - 4) / (small ? 5.6 : 6.3));
  if (room < 3 || !bar.short) return '';
  const cut = bar.short.length <= room ? bar.short : `${bar.short.slice(0, room - 1)}…`;
  const words = name.split(' ').map((word) => `${word}-text`);
  const names = ['on', small ? 'small' : '', ...words].join(' ');
  return tag('text', { class: names, x: left, y: y + height / 2 + 0.5 }, escaped(cut));
}

// `look` gives { name, accent } or undefined: not drawn. What is narrower than a pixel is drawn
// once for each pixel.
function drawBars(bars, y, height, look) {
  const out = [];
  const from = axis.us(-2);
  const until = axis.us(axis.width + 2);
  const first = Math.max(upperBound(bars, from, (bar) => bar.begin) - 40, 0);
  let drawnTo = -Infinity;
  let drawnName = '';
  for (let i = first; i < bars.length && bars[i].begin <= until; ++i) {
    const bar = bars[i];
    const how = bar.end < from ? undefined : look(bar);
    if (!how) continue;
    const x = Math.max(axis.x(bar.begin), -4);
    const width = Math.max(Math.min(axis.x(bar.end), axis.width + 4) - x, 1.5);
    if (width < 2 && x < drawnTo && how.name === drawnName) continue;
    drawnTo = x + width;
    drawnName = how.name;
    const style = how.accent ? { style: `--accent:${how.accent}` } : {};
    const rx = height > 6 ? 2.5 : 1;
    const shape = { class: how.name, x, y, width, height, rx, 'data-bar': bar.id };
    out.push(tag('rect', { ...shape, ...style }));
    if (height >= 9 && width > 34) out.push(barLabel(bar, x, y, width, height, how.name));
  }
  return out.join('');
}

const looks = {
  admin: (bar) => (bar.state === 'served' ? undefined : { name: 'admin' }),
  host: (bar) => ({ name: `host h-${bar.state}` }),
  copy: (bar) => (bar.state === 'absent' ? undefined : { name: `copy ${bar.state}` }),
  method: (bar) => ({ name: `method m-${bar.state}${bar.bad ? ' bad' : ''}` }),
  phase: (bar) => ({ name: `phase p-${bar.state}` }),
  migration: (bar) => ({ name: `journey j-${bar.state}` }),
  claim: (bar) =>
    bar.state === 'none' ? undefined : { name: `claim c-${bar.state}`, accent: accent(bar.about) },
  group: (bar) => {
    if (bar.state === 'OFFLINE' || bar.state === 'UNMANAGED') return undefined;
    if (bar.state === 'ONLINE') return { name: 'rg online' };
    return { name: bar.state.startsWith('PENDING') ? 'rg pending' : 'rg failed' };
  },
};

// The bars of a track, `top` and `height` in units of the row.
function drawTrack(row, track, top, height, bars = barsOf(track, row.node, row.domain)) {
  return drawBars(bars, row.y + top * scale, height * scale, looks[track]);
}

// A method and, where there is room, its phases; probes lie below, for they run beside a start.
function drawMethods(row) {
  const all = barsOf('method', row.node, row.domain);
  const others = all.filter((bar) => bar.state !== 'probe');
  const wide = others.filter((bar) => axis.x(bar.end) - axis.x(bar.begin) > 160);
  const inside = (phase) => wide.some((bar) => phase.begin >= bar.begin && phase.end <= bar.end);
  const phases = barsOf('phase', row.node, row.domain).filter(inside);
  return (
    drawTrack(
      row,
      'method',
      34,
      3,
      all.filter((bar) => bar.state === 'probe'),
    ) +
    drawTrack(row, 'method', 22, 11, others) +
    drawTrack(row, 'phase', 23, 9, phases)
  );
}

function drawRow(row) {
  const middle = row.y + row.height / 2;
  switch (row.kind) {
    case 'cluster':
      return drawTrack(row, 'admin', 8, 10) + drawMarks(marksOf(-1), middle);
    case 'claim':
      return drawTrack(row, 'claim', 3, 14) + drawTrack(row, 'migration', 18, 5);
    case 'host':
      return drawTrack(row, 'host', 6, 14) + drawMarks(marksOf(row.node), middle);
    default:
      return drawTrack(row, 'group', 2, 3) + drawTrack(row, 'copy', 6, 15) + drawMethods(row);
  }
}
