// Keeps a page live: one event stream a page, texts set as text, everything else by asking the
// server for the fragment again. Pages are complete without it.

const main = document.getElementById('main');
const root = main.querySelector('[data-live]');
const link = document.getElementById('link');
const texts = JSON.parse(document.body.dataset.texts);
const say = (key, ...values) => texts[key].replace(/\{(\d)\}/g, (_, at) => values[at]);

/* Light and dark: kept in a cookie, so that the server sends the right one at once. */
const theme = document.getElementById('theme');
theme.hidden = false;
theme.addEventListener('click', () => {
  const html = document.documentElement;
  const dark = html.dataset.theme
    ? html.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  html.dataset.theme = dark ? 'light' : 'dark';
  document.cookie = `theme=${html.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
});

/* English or German: kept likewise. */
const language = document.getElementById('page-language');
language.hidden = false;
language.addEventListener('click', () => {
  document.cookie = `language=${language.lang}; path=/; max-age=31536000; samesite=strict`;
  location.reload();
});

/* Ask for fragments again, at most twice a second each. */
const pending = new Map();
function refresh(element) {
  if (!element || pending.has(element.id)) return;
  pending.set(element.id, setTimeout(() => {
    pending.delete(element.id);
    const current = document.getElementById(element.id);
    if (current && window.htmx) window.htmx.trigger(current, 'refresh');
  }, 250));
}
const byId = (id) => document.getElementById(id);
const room = (id) => main.querySelector(`.room[data-room="${CSS.escape(id)}"]`);

function show(link_, state, text) {
  link_.hidden = false;
  link_.dataset.state = state;
  link_.querySelector('span').textContent = text;
}

/* Rooms */
function fill(words) {
  const top = words.querySelector('.said')?.offsetTop ?? 0;
  words.classList.toggle('words-full', top < 0);
}
function partial(event) {
  for (const line of main.querySelectorAll(`[data-room="${CSS.escape(event.room)}"] .partial, .partial[data-room="${CSS.escape(event.room)}"]`)) {
    line.textContent = event.text;
    const words = line.closest('.words');
    if (words) fill(words);
  }
}
function level(event) {
  const meter = room(event.room)?.querySelector('.level i');
  if (meter) meter.style.setProperty('--level', Math.max(0, Math.min(1, (event.rmsDbfs + 60) / 55)));
}
function segment(event) {
  partial({ room: event.room, text: '' });
  const card = room(event.room);
  if (card) {
    const words = card.querySelector('.words');
    const line = document.createElement('p');
    line.className = 'said';
    line.textContent = event.segment.text;
    words.insertBefore(line, words.querySelector('.partial'));
    const said = words.querySelectorAll('.said');
    if (said.length > 8) said[0].remove();
    fill(words);
  }
  if (root.dataset.meeting === event.segment.meeting) append(event.segment);
}

/* A meeting's transcript, in the order in which things were said */
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
function append(segment) {
  const list = byId('transcript');
  const id = `segment-${segment.number}`;
  if (!list || byId(id)) return;
  list.querySelector('.none')?.remove();
  const row = byId('segment-template').content.firstElementChild.cloneNode(true);
  row.id = id;
  row.tabIndex = -1;
  row.dataset.at = segment.startedAt;
  row.querySelector('a').href = `#${id}`;
  const time = row.querySelector('time');
  time.dateTime = segment.startedAt;
  time.textContent = clock(segment.startedAt);
  const said = row.querySelector('p');
  said.textContent = segment.text;
  if (segment.words.length > 0 && segment.words.length === segment.text.trim().split(/\s+/).length) {
    said.dataset.words = segment.words.map((word) => Math.floor(word.startMillis / 10)).join(' ');
  }
  const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  const at = Date.parse(segment.startedAt);
  const before = [...list.children].reverse().find((other) => Date.parse(other.dataset.at) <= at);
  before ? before.after(row) : list.prepend(row);
  tell(row, segment.speaker, segment.speakerName);
  if (atEnd && !location.hash) scrollTo(0, document.documentElement.scrollHeight);
}
/* Who said it: a bar in the speaker's colour, and the name where a turn begins. */
function tell(row, speaker, name) {
  if (!row) return;
  const number = /(\d{1,6})$/.exec(speaker);
  row.dataset.speaker = speaker;
  row.dataset.tone = number ? (Number(number[1]) + 7) % 8 + 1 : '';
  let who = row.querySelector('.who');
  if (!speaker) who?.remove();
  else if (!who) {
    who = document.createElement('button');
    who.className = 'who';
    who.type = 'button';
    who.title = say('somebody-else');
    row.querySelector('div').prepend(who);
  }
  if (who) who.textContent = name;
  const said = (other, step) => {
    let found = other[step];
    while (found && !found.matches('.seg')) found = found[step];
    return found;
  };
  for (const one of [row, said(row, 'nextElementSibling')]) {
    if (!one) continue;
    const before = said(one, 'previousElementSibling');
    one.dataset.turn = String(Boolean(one.dataset.speaker) && before?.dataset.speaker !== one.dataset.speaker);
  }
}
/* Somebody is typing a name: the list must not be renewed under their hands. */
function refreshSpeakers() {
  const list = byId('speakers');
  if (list && !list.contains(document.activeElement)) refresh(list);
}
addEventListener('click', (click) => {
  const who = click.target.closest?.('.seg .who');
  const dialog = byId('whose');
  if (who && dialog) {
    const row = who.closest('.seg');
    dialog.dataset.number = row.id.replace('segment-', '');
    dialog.querySelector('blockquote').textContent = row.querySelector('p').textContent;
    dialog.showModal();
    return;
  }
  const choice = click.target.closest?.('#whose button');
  if (!choice) return;
  dialog.close();
  if (choice.value) {
    window.htmx.ajax('POST', `/meetings/${root.dataset.meeting}/segments/${dialog.dataset.number}/speaker`, {
      values: { speaker: choice.value }, target: '#speakers', swap: 'outerHTML',
    });
  }
});
/* Correct a sentence, see what it read before, or begin a new meeting with it. */
const line = byId('line');
const numberOf = (row) => row.id.replace('segment-', '');
function edit(row) {
  if (!line || !row) return;
  line.dataset.number = numberOf(row);
  line.querySelector('textarea').value = row.querySelector('p').textContent;
  byId('history').replaceChildren();
  line.showModal();
  window.htmx.ajax('GET', `/meetings/${root.dataset.meeting}/segments/${line.dataset.number}/history`, '#history');
}
addEventListener('click', (click) => {
  const pencil = click.target.closest?.('.seg .edit');
  if (pencil) edit(pencil.closest('.seg'));
  else if (click.target.closest?.('.line-cancel')) line.close();
  else if (click.target.closest?.('.line-split')) {
    line.close();
    byId('cuts-done').closest('details').open = true;
    window.htmx.ajax('POST', `/meetings/${root.dataset.meeting}/split`, { values: { segment: line.dataset.number }, target: '#cuts-done' });
  }
});
line?.querySelector('.line-form').addEventListener('submit', (submit) => {
  submit.preventDefault();
  line.close();
  window.htmx.ajax('POST', `/meetings/${root.dataset.meeting}/segments/${line.dataset.number}/text`, {
    values: { text: line.querySelector('textarea').value }, target: '#transcript', swap: 'outerHTML',
  });
});
/* An earlier wording is put back. Not at its answer: by then the transcript may have renewed itself. */
byId('history')?.addEventListener('submit', () => line.close());

/* A chosen file goes with its form as text. */
addEventListener('change', async (change) => {
  const into = change.target.dataset?.into;
  if (into) byId(into).value = await (change.target.files[0]?.text() ?? '');
});

addEventListener('change', (change) => {
  if (change.target.matches?.('.only-differences')) byId('compare-done').classList.toggle('only', change.target.checked);
});

/* Find: marks where it stands, and goes from one place to the next. */
const finder = byId('find');
function places() {
  const wanted = finder.querySelector('[name="find"]').value.trim().toLowerCase();
  const rows = [...main.querySelectorAll('.seg')];
  const found = wanted ? rows.filter((row) => row.querySelector('p').textContent.toLowerCase().includes(wanted)) : [];
  for (const row of rows) row.classList.toggle('found', found.includes(row));
  finder.querySelector('.find-count').textContent = !wanted ? '' : found.length === 1 ? say('one-sentence') : say('sentences', found.length);
  return found;
}
function next() {
  const found = places();
  if (found.length === 0) return;
  const at = main.querySelector('.seg.here');
  go(found[(found.indexOf(at) + 1) % found.length]);
}
finder?.querySelector('[name="find"]').addEventListener('input', places);
finder?.querySelector('[name="find"]').addEventListener('keydown', (key) => {
  if (key.key !== 'Enter') return;
  key.preventDefault();
  next();
});
finder?.querySelector('.find-next').addEventListener('click', next);

/* Keys, where nobody is typing. */
let here;
function go(row) {
  if (!row) return;
  main.querySelector('.seg.here')?.classList.remove('here');
  here = row.id;
  row.classList.add('here');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  row.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  row.focus({ preventScroll: true });
}
function step(by) {
  const rows = [...main.querySelectorAll('.seg')];
  const at = rows.indexOf(byId(here) ?? main.querySelector('.seg.heard'));
  const to = at < 0 ? (by > 0 ? rows[0] : rows.at(-1)) : rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  go(to);
  return to;
}
const play = (row) => row && dispatchEvent(new CustomEvent('roomscribe:play', { detail: numberOf(row) }));
const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowRight: () => play(step(1)),
  ArrowLeft: () => play(step(-1)),
  ' ': () => (byId(here) && byId('player').hidden ? play(byId(here)) : dispatchEvent(new Event('roomscribe:toggle'))),
  ',': () => dispatchEvent(new CustomEvent('roomscribe:speed', { detail: -1 })),
  '.': () => dispatchEvent(new CustomEvent('roomscribe:speed', { detail: 1 })),
  e: () => edit(byId(here) ?? main.querySelector('.seg.heard') ?? main.querySelector('.seg')),
  '/': () => { finder.open = true; finder.querySelector('[name="find"]').focus(); },
  '?': () => byId('keys').showModal(),
};
addEventListener('keydown', (key) => {
  // A button keeps the key that presses it; a letter means the same everywhere.
  const isTyping = key.target.closest?.(key.key === ' ' ? 'input, textarea, select, dialog, button, summary, a' : 'input, textarea, select, dialog');
  if (!root?.dataset.meeting || isTyping || key.ctrlKey || key.metaKey || key.altKey || !keys[key.key]) return;
  key.preventDefault();
  keys[key.key]();
});

/* The hub's zone, not this browser's: the same meeting reads the same for everybody. */
const offset = Number(root?.dataset.offset ?? NaN);
function clock(instant) {
  if (Number.isNaN(offset)) return seconds.format(new Date(instant));
  return new Date(Date.parse(instant) + offset * 1000).toISOString().slice(11, 19);
}

/* What a quote rests on may be several segments: mark them all. */
addEventListener('click', (click) => {
  const quote = click.target.closest?.('a.quote');
  for (const old of main.querySelectorAll('.cited')) old.classList.remove('cited');
  if (!quote) return;
  const cited = quote.dataset.segments.split(' ').map((number) => byId(`segment-${number}`)).filter(Boolean);
  for (const row of cited) row.classList.add('cited');
  if (cited.length > 0) {
    click.preventDefault();
    history.replaceState(null, '', quote.hash);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    cited[0].scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    cited[0].focus({ preventScroll: true });
  }
});

/* Minutes grow: what was not there before is marked for a moment, and the reader's place is kept. */
let known = new Set();
let place = 0;
addEventListener('htmx:beforeSwap', (swap) => {
  if (swap.detail.target.id !== 'minutes') return;
  known = new Set([...main.querySelectorAll('.item')].map((item) => item.dataset.key));
  place = main.querySelector('.sheet').scrollTop;
});
addEventListener('htmx:afterSettle', () => {
  for (const card of main.querySelectorAll('.room')) {
    card.dataset.state = card.querySelector('.state').dataset.state;
  }
  if (known.size === 0 && place === 0) return;
  for (const item of main.querySelectorAll('.item')) {
    if (!known.has(item.dataset.key)) item.classList.add('fresh');
  }
  main.querySelector('.sheet')?.scrollTo(0, place);
  known = new Set();
  place = 0;
});

/* A refusal is told where it was asked for. */
addEventListener('htmx:beforeRequest', (sent) => sent.detail.elt.parentElement?.querySelector(':scope > .refused')?.remove());
addEventListener('htmx:responseError', (answer) => tellRefusal(answer.detail.elt, answer.detail.xhr.responseText));
addEventListener('htmx:sendError', (answer) => tellRefusal(answer.detail.elt, ''));
function tellRefusal(asker, problem) {
  if (!asker.matches('form')) return;
  let why = say('not-reached');
  try { why = JSON.parse(problem).detail ?? why; } catch { /* not from the hub */ }
  const note = Object.assign(document.createElement('p'), { className: 'error refused', textContent: why });
  note.setAttribute('role', 'alert');
  asker.after(note);
}

/* Some changes are best seen on another page. */
addEventListener('htmx:afterSwap', (swap) => {
  const next = swap.detail.target.querySelector?.('[data-href]');
  if (next) location.assign(next.dataset.href);
});

function reread(id) {
  const head = id ? byId(`head-${id}`) : null;
  refresh(head);
  refresh(byId('meetings'));
  refresh(byId('devices'));
  refresh(byId('work'));
}
const handlers = {
  partial,
  level,
  segment,
  speaker: (event) => {
    tell(byId(`segment-${event.number}`), event.speaker, event.speakerName);
    refreshSpeakers();
  },
  speakers: () => {
    for (const id of ['transcript', 'minutes']) refresh(byId(id));
    refreshSpeakers();
  },
  transcript: () => {
    for (const id of ['transcript', 'minutes', 'meta']) refresh(byId(id));
    refreshSpeakers();
  },
  gap: () => {
    refresh(byId('transcript'));
    refresh(byId('minutes'));
  },
  meeting: (event) => {
    reread(event.room);
    refresh(byId('meta'));
    if (root.dataset.meeting === event.meeting.id) {
      root.dataset.running = String(event.meeting.state === 'running');
      if (event.meeting.state === 'ended') main.querySelector('.now-bar')?.remove();
    }
  },
  summary: (event) => {
    reread(event.room);
    const minutes = byId('minutes');
    if (minutes && event.revision.revision > Number(minutes.dataset.revision)) refresh(minutes);
  },
  device: (event) => (root.dataset.rooms && !room(event.room) ? location.reload() : reread(event.room)),
  resync: () => {
    for (const card of main.querySelectorAll('.room')) reread(card.dataset.room);
    for (const id of ['meetings', 'devices', 'work', 'transcript', 'minutes', 'meta']) refresh(byId(id));
    refreshSpeakers();
  },
};

/* A browser gives up on its own when the hub answers anything but a stream: then we try again. */
let source;
function connect() {
  source = new EventSource(root.dataset.live);
  source.addEventListener('open', () => show(link, 'live', say('live')));
  source.addEventListener('error', () => {
    show(link, 'lost', say('lost'));
    for (const line of main.querySelectorAll('.partial')) line.textContent = '';
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => {
        connect();
        handlers.resync();
      }, 5000);
    }
  });
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
}
for (const words of main.querySelectorAll('.words')) fill(words);
if (root) {
  show(link, 'off', say('connecting'));
  connect();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (shown) => shown.persisted && location.reload());
}
