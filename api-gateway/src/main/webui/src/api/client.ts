import createClient, { type Middleware } from 'openapi-fetch';
import { Problem, problemOf } from './problem';
import type { paths } from './schema';
import { setSignInExpired } from './session-state';

const SESSION = '/api/v1/session';

/**
 * Refusals become thrown problems, and a sign-in that has run out opens the dialog that asks for it again. The cookie goes
 * along by itself; the header shows that a script of this page made the call and not a form of another site.
 */
const refusals: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Requested-With', 'campaign-flows-console');
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return response;
    if (response.status === 401 && !new URL(request.url).pathname.startsWith(SESSION)) setSignInExpired(true);
    throw await problemOf(response);
  },
  onError() {
    return new Problem(0, { title: 'No connection', detail: 'The server could not be reached. Check the connection.' });
  },
};

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  // Looked up at each call, so that a test's interceptor is seen.
  fetch: request => globalThis.fetch(request),
});
api.use(refusals);

/** The answer's body. T names what the document does not say precisely yet; it goes when schema.d.ts is truthful. */
export async function ok<T>(call: Promise<{ data?: unknown }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
