// The key that takes the reader to the search box, from every page.

addEventListener('keydown', (key) => {
  if (key.key !== '/' || key.ctrlKey || key.metaKey || key.altKey) return;
  if (document.getElementById('find')) return; // a meeting's page finds in its transcript first
  if (key.target.closest?.('input, textarea, select, [contenteditable], dialog')) return;
  key.preventDefault();
  const box = document.getElementById('q') ?? document.getElementById('question');
  if (box) {
    box.focus();
    box.select();
  } else {
    location.assign('/search');
  }
});

const texts = JSON.parse(document.body.dataset.texts);
const say = (key, ...values) => texts[key].replace(/\{(\d)\}/g, (_, at) => values[at]);

/* Answers: the hub tells them in server-sent events, as the answer to a POST. */
const form = document.getElementById('ask-form');
const answer = document.getElementById('answer');
const STATES = {
  answered: (end) => say('answered', end.model),
  'cut-short': (end) => say('cut-short', end.model),
  extracts: () => say('extracts'),
  'not-said': () => say('not-said'),
};
let sources = new Map();
let asking;

function told(name, data) {
  const text = answer.querySelector('.answer-text');
  const state = answer.querySelector('.answer-state');
  if (name === 'sources') {
    sources = new Map(data.sources.map((source) => [source.number, source]));
    state.textContent = data.sources.length > 0 ? say('reading') : '';
  } else if (name === 'sentence') {
    const line = document.createElement('p');
    line.textContent = `${data.text} `;
    for (const number of data.citations) line.append(cite(sources.get(number)));
    text.append(line);
  } else if (name === 'end') {
    state.textContent = STATES[data.outcome](data);
    if (data.leftOut > 0) {
      state.textContent += ` ${data.leftOut === 1 ? say('left-out-one') : say('left-out', data.leftOut)}`;
    }
    answer.dataset.outcome = data.outcome;
  }
}

/* Quotes are numbered as they are first used, not as the hub numbers its lines. */
function cite(source) {
  const list = answer.querySelector('.answer-sources');
  let row = list.querySelector(`[data-segment="${source.segment}"]`);
  if (!row) {
    row = document.createElement('li');
    row.dataset.segment = source.segment;
    row.id = `source-${source.segment}`;
    const link = document.createElement('a');
    link.href = source.address;
    const quote = document.createElement('q');
    quote.textContent = source.text;
    link.append(quote);
    const where = document.createElement('span');
    const at = new Date(source.startedAt).toLocaleString(document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
    where.textContent = [source.speakerName, at].filter(Boolean).join(', ');
    row.append(link, where);
    list.append(row);
  }
  const number = [...list.children].indexOf(row) + 1;
  const mark = document.createElement('a');
  mark.className = 'cite';
  mark.href = source.address;
  mark.textContent = number;
  mark.setAttribute('aria-label', say('source', number));
  return mark;
}

async function ask(question, room, meeting) {
  asking?.abort();
  asking = new AbortController();
  answer.hidden = false;
  delete answer.dataset.outcome;
  document.getElementById('ask-hint').hidden = true;
  document.getElementById('asked').textContent = question;
  answer.querySelector('.answer-text').replaceChildren();
  answer.querySelector('.answer-sources').replaceChildren();
  const state = answer.querySelector('.answer-state');
  state.textContent = say('looking');
  try {
    const response = await fetch('/api/v1/answers', {
      method: 'POST',
      headers: { ...JSON.parse(document.body.getAttribute('hx-headers')), 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ question, room, meeting }),
      signal: asking.signal,
    });
    if (!response.ok) {
      state.textContent = (await response.json()).detail;
      return;
    }
    await read(response.body.pipeThrough(new TextDecoderStream()).getReader());
    if (!answer.dataset.outcome) state.textContent = say('ended-early');
  } catch (error) {
    if (error.name !== 'AbortError') state.textContent = say('no-answer');
  }
}

async function read(stream) {
  let open = '';
  for (;;) {
    const { value, done } = await stream.read();
    if (done) return;
    open += value;
    const events = open.split('\n\n');
    open = events.pop();
    for (const event of events) {
      const lines = event.split('\n');
      const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart()).join('\n');
      if (field('data')) told(field('event'), JSON.parse(field('data')));
    }
  }
}

form?.addEventListener('submit', (submit) => {
  submit.preventDefault();
  const fields = new FormData(form);
  ask(fields.get('question').trim(), fields.get('room'), fields.get('meeting'));
});
