import createClient, { type Middleware } from 'openapi-fetch';
import { noConnection, problemOf } from './problem';
import type { paths } from './schema';
import { setSignInExpired, signInAgain, signIns } from './session-state';

const SESSION = '/api/v1/session';
/** Who is there is asked before anybody is, and signing in is what helps against being refused. */
const BEFORE_SIGN_IN = [SESSION, '/api/v1/me'];

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
    if (response.status === 401 && !pathOf(request).startsWith(SESSION)) setSignInExpired(true);
    throw await problemOf(response);
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === 'AbortError' ? undefined : noConnection();
  },
};

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}

/**
 * A request that came too late for its session waits for the next sign-in and is made again: whoever saves a form meanwhile
 * signs in over it, and it is saved.
 */
async function fetchSignedIn(request: Request): Promise<Response> {
  // Looked up at each call, so that a test's interceptor is seen.
  if (BEFORE_SIGN_IN.includes(pathOf(request))) return globalThis.fetch(request);
  const again = request.clone();
  const before = signIns();
  const response = await globalThis.fetch(request);
  if (response.status !== 401) return response;
  if (signIns() === before) await signInAgain(again.signal);
  return globalThis.fetch(again);
}

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  fetch: fetchSignedIn,
});
api.use(refusals);

/** The answer's body. T names what the document does not say precisely yet; it goes when schema.d.ts is truthful. */
export async function ok<T>(call: Promise<{ data?: unknown }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
