const STYLE =
  'body{font:1rem/1.5 system-ui;max-width:22rem;margin:4rem auto}label,input,button{display:block;width:100%;box-sizing:border-box}input,button{padding:.5rem;margin:.25rem 0 1rem;font:inherit}[role=alert]{color:#a00}';

/** The login form of one interaction. Everything a person typed is escaped before it is shown again. */
export function loginPage(uid, { username = '', refused = false } = {}) {
  const alert = refused ? '<p role="alert">User name or password is wrong.</p>' : '';
  return page(
    'Sign in',
    `${alert}<form method="post" action="/interaction/${escaped(uid)}">
<label for="username">User name</label>
<input id="username" name="username" autocomplete="username" required autofocus value="${escaped(username)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button></form>`,
  );
}

/** Shown when an interaction has expired or never existed. */
export function failedPage(reason) {
  return page(
    'Sign in again',
    `<p role="alert">${escaped(reason)}</p><p>Please return to the application and sign in again.</p>`,
  );
}

function page(title, content) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1>${content}</html>`;
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
