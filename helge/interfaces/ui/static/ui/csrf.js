// The form's token as the server set it last: a page that was open while somebody logged in again in another tab still works.

/** The token in the cookie, or null when there is none. */
export function csrfToken() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? null;
}
