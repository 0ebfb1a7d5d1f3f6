import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { Gate } from '../../tests/gate';
import { problem, server } from '../../tests/server';
import { api, ok } from './client';
import { asProblem, type Problem, whatToDo } from './problem';
import { signedIn } from './session-state';

/** A session that has ended until somebody signs in; what was sent, whether it was taken or not. */
function endedSession() {
  const sent: unknown[] = [];
  const state = { ended: true };
  server.use(
    http.post('*/api/v1/campaigns', async ({ request }) => {
      sent.push(await request.json());
      return state.ended ? problem(401, { detail: 'No session' }) : HttpResponse.json({ id: 'c1' }, { status: 201 });
    }),
  );
  return { sent, state };
}

const create = () => ok<{ id: string }>(api.POST('/api/v1/campaigns', { body: { name: 'Reminder' } as never }));
const refused = async (call: Promise<unknown>): Promise<Problem> =>
  call.then(
    () => {
      throw new Error('Expected a refusal');
    },
    error => asProblem(error),
  );

describe('A request whose session has ended', () => {
  test('should wait for the sign-in and be made again as it was', async () => {
    const { sent, state } = endedSession();
    const made = create();
    await expect.poll(() => sent.length).toBe(1);
    state.ended = false;
    signedIn();
    expect(await made).toEqual({ id: 'c1' });
    expect(sent).toEqual([{ name: 'Reminder' }, { name: 'Reminder' }]);
  });

  test('should be made again at once if somebody has signed in meanwhile', async () => {
    const gate = new Gate();
    let calls = 0;
    server.use(
      http.get('*/api/v1/agents', async () => {
        calls += 1;
        if (calls > 1) return HttpResponse.json({ items: [] });
        await gate.pass();
        return problem(401);
      }),
    );
    const asked = ok(api.GET('/api/v1/agents', { params: { query: {} } }));
    await expect.poll(() => gate.held).toBe(1);
    signedIn();
    gate.open();
    expect(await asked).toEqual({ items: [] });
  });

  test('should be refused if signing in does not help', async () => {
    const { sent } = endedSession();
    const made = refused(create());
    await expect.poll(() => sent.length).toBe(1);
    signedIn();
    expect((await made).status).toBe(401);
    expect(sent).toHaveLength(2);
  });

  test('should be given up when nobody waits for it any more', async () => {
    const { sent } = endedSession();
    const giveUp = new AbortController();
    const made = api.POST('/api/v1/campaigns', { body: { name: 'Reminder' } as never, signal: giveUp.signal }).then(
      () => 'made',
      () => 'given up',
    );
    await expect.poll(() => sent.length).toBe(1);
    giveUp.abort();
    expect(await made).toBe('given up');
    signedIn();
    expect(sent).toHaveLength(1);
  });

  test('should not wait where it asks who is there', async () => {
    server.use(http.get('*/api/v1/me', () => problem(401)));
    expect((await refused(api.GET('/api/v1/me'))).status).toBe(401);
  });
});

describe('A refusal', () => {
  test('should say when it is worth another try', async () => {
    server.use(
      http.get('*/api/v1/agents', () =>
        HttpResponse.json(
          { title: 'Too many requests', detail: 'Too many requests.' },
          { status: 429, headers: { 'Retry-After': '7' } },
        ),
      ),
    );
    const said = await refused(api.GET('/api/v1/agents', { params: { query: {} } }));
    expect(said.passing).toBe(true);
    expect(said.retryAfter).toBe(7);
    expect(whatToDo(said)).toBe('Too many requests. Try again in 7 seconds.');
  });

  test.each([
    [413, 'Make it smaller'],
    [503, 'Try again in a moment'],
    [418, 'status 418'],
  ])('should be understood with status %i from what speaks no problems', async (status, part) => {
    server.use(http.get('*/api/v1/agents', () => new HttpResponse('<html>', { status })));
    const said = await refused(api.GET('/api/v1/agents', { params: { query: {} } }));
    expect(said.status).toBe(status);
    expect(whatToDo(said)).toContain(part);
  });

  test('should be told from no answer at all', async () => {
    server.use(http.get('*/api/v1/agents', () => HttpResponse.error()));
    const said = await refused(api.GET('/api/v1/agents', { params: { query: {} } }));
    expect([said.status, said.title]).toEqual([0, 'No connection']);
  });
});
