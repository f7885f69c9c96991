// The cluster as it is right after the selected event: a row for each domain, a column for each
// node.
const copyWords = {
  executing: 'executing',
  paused: 'paused',
  incomplete: 'half a copy',
  dead: 'dead',
  defined: 'shut off',
  unknown: 'unknown',
};
const hostWords = { apart: 'no member', unseen: '' };

const span = (name, text, title = '') =>
  `<span class="${name}" title="${escaped(title)}">${escaped(text)}</span>`;

function hostCell(node, at) {
  const bar = barAfter('host', node, -1, at) || { state: 'unseen', text: '' };
  const word = span(`host-word w-${bar.state}`, hostWords[bar.state] ?? bar.state, bar.text);
  const dot = `<span class="node-dot" style="background:${accent(node)}"></span>`;
  return `<th scope="col">${dot}${escaped(nodeName(node))} ${word}</th>`;
}

function copyCell(node, domain, at) {
  const copy = barAfter('copy', node, domain, at);
  const group = barAfter('group', node, domain, at);
  const phase = barsAfter('phase', node, domain, at)[0];
  const methods = barsAfter('method', node, domain, at).map((bar) => bar.state);
  const parts = [
    copy && copy.state !== 'absent'
      ? span(`chip s-${copy.state}`, copyWords[copy.state] ?? copy.state, copy.text)
      : span('nothing', '–'),
  ];
  if (group && group.state !== 'OFFLINE') {
    parts.push(span('group-word', group.state.toLowerCase().replace('_', ' '), group.text));
  }
  if (methods.length > 0) parts.push(span('running', `${methods.join(', ')}…`, phase?.text ?? ''));
  return `<td>${parts.join(' ')}</td>`;
}

function drawMoment() {
  const at = shown.selected;
  const nodes = [...shown.nodes];
  const line = (domain) => {
    const claim = barAfter('claim', -1, domain, at);
    const cells = nodes.map((node) => copyCell(node, domain, at)).join('');
    const name = `<th scope="row">${escaped(domainName(domain))}</th>`;
    const owner = tag('td', { class: 'claim-cell' }, escaped(claim ? claim.short : ''));
    return tag('tr', {}, name + owner + cells);
  };
  const heads = nodes.map((node) => hostCell(node, at)).join('');
  const head = `<tr><td></td><th scope="col">claim</th>${heads}</tr>`;
  const lines = [...shown.domains].map(line).join('');
  $('moment').innerHTML = `<table><thead>${head}</thead><tbody>${lines}</tbody></table>`;
}
