import type { Finding } from './types';

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

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const title = text(body.title) || 'The request failed';
    const detail = text(body.detail);
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = text(body.code) || (status === 0 ? 'no_connection' : `http_${status}`);
    this.errors = Array.isArray(body.errors) ? (body.errors as ProblemError[]) : [];
    this.findings = Array.isArray(body.findings) ? (body.findings as Finding[]) : [];
  }

  /** Nothing came back, or something on the way was down: the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** What was said of one field. */
  messageFor(field: string): string | undefined {
    return this.errors.find(error => error.field === field)?.message;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, { title: 'No connection', detail: 'The server could not be reached. Check the connection.' });
}

export async function problemOf(response: Response): Promise<Problem> {
  try {
    return new Problem(response.status, (await response.json()) as Record<string, unknown>);
  } catch {
    return new Problem(response.status, { title: response.statusText || `Status ${response.status}` });
  }
}
