/* The chat of a web channel: <script src="https://HOST/widget.js" data-channel="CHANNEL ID" async></script>. */
(() => {
  'use strict';
  const script = document.currentScript;
  const channel = script && script.dataset.channel;
  if (!channel || window['campaignFlows:' + channel]) return;
  window['campaignFlows:' + channel] = true;

  const given = script.dataset;
  const identity = given.webId
    ? { web_id: given.webId, expires: Number(given.expires), signature: given.signature || '' }
    : null;
  const address = new URL('/api/v1/web/' + encodeURIComponent(channel), script.src);
  address.protocol = address.protocol === 'http:' ? 'ws:' : 'wss:';

  const texts = {
    title: 'Chat',
    greeting: 'Hello! How can we help you?',
    open: title => `Open chat: ${title}`,
    unread: count => (count === 1 ? '1 new message' : `${count} new messages`),
    close: 'Close chat',
    label: 'Your message',
    send: 'Send',
    you: 'You wrote:',
    they: 'Answer:',
    sending: 'Sending…',
    failed: 'Not sent: the text is too long or empty',
    connecting: 'Connecting…',
    offline: 'You are offline. What you write is sent when you are connected again.',
    away: 'The chat cannot be reached. What you write is sent as soon as it can.',
    stopped: 'Nobody answers here at present.',
    elsewhere: 'The chat is open in too many places. Close it elsewhere and load this page again.',
    reload: 'You have been signed out of the chat. Load this page again.',
    gone: 'This chat is not available here.',
  };
  const MOST_KEPT = 200;
  const MAX_BYTES = 4096;

  /* What this browser knows, shared by its tabs. Without storage it lasts as long as the page. */
  const key = `campaign-flows:${channel}:${identity ? identity.web_id : ''}`;
  let memory = { visitor: null, seq: 0, read: 0, look: {}, log: [] };
  const load = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept && Array.isArray(kept.log)) memory = { ...memory, ...kept };
    } catch {
      /* no storage, or not ours */
    }
    return memory;
  };
  const keep = change => {
    const now = load();
    change(now);
    now.log = now.log.slice(-MOST_KEPT);
    try {
      localStorage.setItem(key, JSON.stringify(now));
    } catch {
      /* as above */
    }
  };

  let socket = null;
  let ready = false;
  let failures = 0;
  let timer = 0;
  let heardAt = 0;
  let sign = '';
  let ended = false;
  let opened = false;

  const write = frame => ready && socket.send(JSON.stringify(frame));

  function connect() {
    clearTimeout(timer);
    if (socket || ended) return;
    status(navigator.onLine === false ? texts.offline : failures > 1 ? texts.away : texts.connecting);
    const own = new WebSocket(address);
    socket = own;
    heardAt = Date.now();
    own.onopen = () => {
      const { visitor, seq } = load();
      own.send(JSON.stringify({ type: 'hello', visitor: identity ? null : visitor, identity, last_seq: seq }));
    };
    own.onmessage = event => {
      heardAt = Date.now();
      hear(JSON.parse(event.data));
    };
    own.onclose = () => {
      if (socket !== own) return;
      socket = null;
      ready = false;
      if (!ended) again();
    };
  }

  /* Longer each time, and not all browsers at once. */
  function again() {
    const most = Math.min(opened ? 15000 : 60000, 1000 * 2 ** failures++);
    status(navigator.onLine === false ? texts.offline : failures > 1 ? texts.away : texts.connecting);
    clearTimeout(timer);
    timer = setTimeout(connect, most / 2 + (Math.random() * most) / 2);
  }

  function end(text) {
    ended = true;
    status(text);
    if (socket) socket.close();
  }

  function hear(frame) {
    switch (frame.type) {
      case 'ready':
        ready = true;
        failures = 0;
        keep(now => {
          if (frame.visitor) now.visitor = frame.visitor;
          now.look = { title: frame.title, greeting: frame.greeting, color: frame.color };
        });
        paint();
        status(frame.open ? '' : texts.stopped);
        load()
          .log.filter(one => one.state === 'sending')
          .forEach(one => write({ type: 'say', id: one.id, text: one.text }));
        tellRead();
        break;
      case 'message': {
        if (frame.seq > load().seq) {
          keep(now => {
            now.seq = frame.seq;
            now.log.push({ seq: frame.seq, text: frame.text, at: frame.at });
          });
          show();
        }
        write({ type: 'delivered', seq: frame.seq });
        tellRead();
        break;
      }
      case 'accepted':
        mark(frame.id, 'sent');
        break;
      case 'error':
        refused(frame);
    }
  }

  function refused({ code, id }) {
    if (code === 'visitor_unknown') {
      keep(now => {
        now.visitor = null;
        now.seq = 0;
      });
    } else if (code === 'identity_invalid' || code === 'identity_expired') end(texts.reload);
    else if (code === 'channel_gone' || code === 'origin_refused') end(texts.gone);
    else if (code === 'too_many_connections') end(texts.elsewhere);
    else if (code === 'text_invalid' && id) mark(id, 'failed');
    else if (id) {
      const one = load().log.find(each => each.id === id);
      setTimeout(() => one && write({ type: 'say', id, text: one.text }), 1500 + Math.random() * 1500);
    }
  }

  function mark(id, state) {
    keep(now => {
      const one = now.log.find(each => each.id === id);
      if (one) one.state = state;
    });
    show();
  }

  function say(text) {
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
    const fits = new TextEncoder().encode(text).length <= MAX_BYTES;
    keep(now => now.log.push({ id, text, at: new Date().toISOString(), state: fits ? 'sending' : 'failed' }));
    if (fits) write({ type: 'say', id, text });
    show();
    connect();
  }

  function tellRead() {
    const { seq, read } = load();
    if (!opened || document.hidden || seq <= read || !ready) return;
    write({ type: 'read', seq });
    keep(now => (now.read = seq));
    paint();
  }

  /* The page may be anything, so nothing of it reaches in here, and texts are only ever texts. */
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
   :host{all:initial;--c:#1d4ed8;--on:#fff;--bg:#fff;--fg:#1c1e21;--soft:#eef0f3;--line:#868c96;--dim:#5a606b;--bad:#b3261e}
@media (prefers-color-scheme:dark){:host{--bg:#1d1f24;--fg:#eceef2;--soft:#2c2f36;--line:#7d848f;--dim:#a9b0bb;--bad:#ff8a80}}
*{box-sizing:border-box;font:15px/1.45 system-ui, sans-serif}
button{border:0;cursor:pointer;background:var(--c);color:var(--on)}
:focus-visible{outline:3px solid var(--fg);outline-offset:2px;box-shadow:0 0 0 2px var(--bg)}
.launch{position:fixed;right:20px;bottom:20px;width:56px;height:56px;border-radius:50%;box-shadow:0 2px 10px #0005;z-index:2147483000}
.launch svg{width:26px;height:26px;vertical-align:middle}
.count{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font-size:13px;line-height:22px}
.panel{position:fixed;right:20px;bottom:88px;width:360px;height:min(560px, calc(100vh - 108px));display:flex;flex-direction:column;background:var(--bg);color:var(--fg);border:1px solid var(--line);border-radius:14px;overflow:hidden;box-shadow:0 8px 30px #0004;z-index:2147483000;animation:in .18s ease-out}
.panel[hidden], .count[hidden], .status:empty{display:none}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
@media (prefers-reduced-motion:reduce){.panel{animation:none}}
@media (max-width:480px){.panel{inset:0;width:auto;height:auto;border:0;border-radius:0}}
header{display:flex;align-items:center;gap:8px;padding:10px 8px 10px 16px;background:var(--c);color:var(--on)}
h2{flex:1;margin:0;font-size:16px;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
header button{width:40px;height:40px;border-radius:8px;font-size:22px;line-height:1}
header :focus-visible{outline-color:var(--on);box-shadow:none;outline-offset:-4px}
.log{flex:1;overflow-y:auto;padding:14px;display:flex;flex-direction:column;gap:8px}
.log p{margin:0;max-width:85%;padding:8px 12px;border-radius:12px;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);align-self:flex-start}
.log p.own{align-self:flex-end;background:var(--c);color:var(--on)}
.log small{align-self:flex-end;font-size:13px;color:var(--dim)}
.log small.bad{color:var(--bad)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.status{margin:0;padding:6px 16px;font-size:13px;color:var(--dim);background:var(--soft)}
form{display:flex;gap:8px;align-items:flex-end;padding:10px;border-top:1px solid var(--soft)}
textarea{flex:1;resize:none;height:44px;max-height:120px;padding:10px 12px;border:1px solid var(--line);border-radius:10px;background:var(--bg);color:var(--fg);font-size:16px}
::placeholder{color:var(--dim);opacity:1}
form button{height:44px;padding:0 16px;border-radius:10px;font-weight:600}`);
  root.adoptedStyleSheets = [sheet];

  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  path.setAttribute('d', 'M4 4h16v12H9l-5 4z');
  path.setAttribute('fill', 'currentColor');
  svg.append(path);

  const count = make('span', { class: 'count', 'aria-hidden': 'true', hidden: '' });
  const launch = make('button', { type: 'button', class: 'launch', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, svg, count);
  const heading = make('h2', { id: 'title' });
  const close = make('button', { type: 'button', 'aria-label': texts.close }, '×');
  const log = make('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-labelledby': 'title', tabindex: '0' });
  const state = make('p', { class: 'status', role: 'status' });
  const input = make('textarea', { 'aria-label': texts.label, placeholder: texts.label, rows: '1' });
  const form = make('form', {}, input, make('button', { type: 'submit' }, texts.send));
  const panel = make(
    'section',
    { class: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: '' },
    make('header', {}, heading, close),
    log,
    state,
    form,
  );
  root.append(launch, panel);

  function status(text) {
    if (sign !== text) state.textContent = sign = text;
  }

  /* White or black, whichever can be read better on the color (WCAG). */
  function on(color) {
    const [r, g, b] = [1, 3, 5]
      .map(i => parseInt(color.slice(i, i + 2), 16) / 255)
      .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  }

  function paint() {
    const { look, log: all, read } = load();
    const color = look.color || given.color || '';
    if (/^#[0-9a-f]{6}$/i.test(color)) {
      host.style.setProperty('--c', color);
      host.style.setProperty('--on', on(color));
    }
    const title = look.title || given.title || texts.title;
    heading.textContent = title;
    const unread = all.filter(one => one.seq > read).length;
    count.hidden = unread === 0;
    count.textContent = unread > 9 ? '9+' : String(unread);
    launch.setAttribute('aria-label', texts.open(title) + (unread ? `, ${texts.unread(unread)}` : ''));
    launch.setAttribute('aria-expanded', String(opened));
  }

  /* Only what is new is added, so that a screen reader says it once. */
  const drawn = new Map();
  const greeting = make('p', {});
  function show() {
    const { log: all, look } = load();
    if (!log.firstChild) log.append(greeting);
    const words = look.greeting || texts.greeting;
    if (greeting.textContent !== words) greeting.textContent = words;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    for (const one of all) {
      const name = one.id || String(one.seq);
      let shown = drawn.get(name);
      if (!shown) {
        const own = Boolean(one.id);
        const who = make('span', { class: 'hidden' }, own ? texts.you : texts.they, ' ');
        shown = { note: null };
        log.append(make('p', own ? { class: 'own' } : {}, who, one.text));
        if (own) log.append((shown.note = make('small', {})));
        drawn.set(name, shown);
      }
      if (shown.note) {
        shown.note.textContent = one.state === 'sent' ? '' : texts[one.state];
        shown.note.className = one.state === 'failed' ? 'bad' : '';
      }
    }
    if (atEnd) log.scrollTop = log.scrollHeight;
    paint();
  }

  function toggle(to) {
    opened = to;
    panel.hidden = !to;
    if (to) {
      connect();
      show();
      log.scrollTop = log.scrollHeight;
      input.focus();
      tellRead();
    } else {
      launch.focus();
    }
    paint();
  }

  launch.addEventListener('click', () => toggle(!opened));
  close.addEventListener('click', () => toggle(false));
  panel.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Escape') toggle(false);
  });
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    log.scrollTop = log.scrollHeight;
    say(text);
  });

  /* A connection that is dead without having been closed is noticed by its silence. */
  setInterval(() => {
    if (!socket) return;
    if (Date.now() - heardAt > 45000) {
      const dead = socket;
      socket = null;
      ready = false;
      dead.close();
      again();
    } else write({ type: 'ping' });
  }, 20000);
  addEventListener('online', () => {
    failures = 0;
    if (opened || load().visitor) connect();
  });
  addEventListener('offline', () => sign !== texts.gone && status(texts.offline));
  addEventListener('storage', event => event.key === key && show());
  document.addEventListener('visibilitychange', tellRead);

  const mount = () => {
    document.body.append(host);
    show();
    /* Whoever has never written costs nothing until the chat is opened. */
    if (identity || load().log.length > 0) connect();
  };
  if (document.body) mount();
  else document.addEventListener('DOMContentLoaded', mount);
})();
