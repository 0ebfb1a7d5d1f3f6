import { common } from '../texts/en/common';
import type { Finding } from './types';

const words = common.problems;

export interface ProblemError {
  readonly field?: string;
  readonly node?: string;
  readonly index?: number;
  readonly message: string;
}

/** What the API says when it refuses (RFC 9457), or what stands for it when no answer came. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly ProblemError[];
  readonly findings: readonly Finding[];
  /** After how many seconds it may be tried again, where the server says so. */
  readonly retryAfter: number | null;

  constructor(status: number, body: Readonly<Record<string, unknown>>, retryAfter: number | null = null) {
    const title = text(body.title) || words.failed;
    const detail = text(body.detail);
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = text(body.code) || (status === 0 ? 'no_connection' : `http_${status}`);
    this.errors = Array.isArray(body.errors) ? (body.errors as ProblemError[]) : [];
    this.findings = Array.isArray(body.findings) ? (body.findings as Finding[]) : [];
    this.retryAfter = retryAfter;
  }

  /** Nothing came back, too much was asked, or something on the way was down: the same request may succeed later. */
  get passing(): boolean {
    return [0, 429, 502, 503, 504].includes(this.status);
  }

  /** What was said of one field. */
  messageFor(field: string): string | undefined {
    return this.errors.find(error => error.field === field)?.message;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function noConnection(): Problem {
  return new Problem(0, words.noConnection);
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : noConnection();
}

export async function problemOf(response: Response): Promise<Problem> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return problemFrom(response.status, await response.text(), Number.isFinite(seconds) ? seconds : null);
}

/** What stood in the way may not be the API and speak no problems, such as a proxy that takes no more bytes. */
export function problemFrom(status: number, body: string, retryAfter: number | null = null): Problem {
  try {
    return new Problem(status, JSON.parse(body) as Record<string, unknown>, retryAfter);
  } catch {
    const known = words.byStatus[status];
    return new Problem(status, { title: words.status(status), ...(known ? { detail: known } : {}) }, retryAfter);
  }
}

/** What a person is told: the server's own sentence, and when it is worth another try. */
export function whatToDo(problem: Problem): string {
  const said = problem.detail || problem.title;
  return problem.retryAfter !== null && problem.retryAfter > 1 ? `${said} ${words.again(problem.retryAfter)}` : said;
}
