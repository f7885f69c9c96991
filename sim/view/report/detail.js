// The selected event: what it is in words, and the line of the trace as JSON.
function coloured(value, indent) {
  const pad = '  '.repeat(indent + 1);
  if (Array.isArray(value) || (value && typeof value === 'object')) {
    const isList = Array.isArray(value);
    const plain = JSON.stringify(value);
    const items = isList
      ? value.map((v) => coloured(v, indent + 1))
      : Object.entries(value).map(
          ([k, v]) => `<span class="j-key">"${escaped(k)}"</span>: ${coloured(v, indent + 1)}`,
        );
    const [open, close] = isList ? '[]' : '{}';
    if (items.length === 0) return open + close;
    if (indent > 0 && plain.length < 68) return `${open} ${items.join(', ')} ${close}`;
    return `${open}\n${pad}${items.join(`,\n${pad}`)}\n${'  '.repeat(indent)}${close}`;
  }
  const kind = value === null ? 'j-null' : `j-${typeof value}`;
  return `<span class="${kind}">${escaped(JSON.stringify(value))}</span>`;
}

function drawDetail() {
  const h = run.happenings[shown.selected];
  if (!h) return;
  const who = [nodeName(h.node), domainName(h.domain), h.method]
    .filter(Boolean)
    .map(escaped)
    .join(' · ');
  const name = brokenName(h.index);
  const why = `⚠ ${escaped(invariants[name] || name)}`;
  const line = [
    tag('b', {}, clock(h.at, 1)),
    tag('span', { class: `tag k-${h.kind}` }, `${icons[h.kind]} ${kindNames[h.kind]}`),
    who,
  ];
  $('detail-head').innerHTML = [
    tag('p', { class: 'detail-line' }, line.join(' ')),
    tag('p', { class: 'detail-text' }, escaped(h.text)),
    run.violations.includes(h.index) ? tag('p', { class: 'why' }, why) : '',
  ].join('');
  $('json').innerHTML = coloured(entries[h.index], 0);
}
