import { CircleAlert } from 'lucide-react';
import { asProblem, whatToDo } from '../api/problem';
import s from './problem-list.module.css';

export interface ProblemListProps {
  readonly error: unknown;
  /** Fields of the form, whose messages stand at the fields themselves. */
  readonly shownElsewhere?: readonly string[];
}

/** What the server refused, above a form: it has the last word. */
export function ProblemList({ error, shownElsewhere = [] }: ProblemListProps) {
  if (!error) return null;
  const problem = asProblem(error);
  const elsewhere = (field: string | undefined) => field !== undefined && shownElsewhere.includes(field);
  if (problem.errors.length > 0 && problem.errors.every(one => elsewhere(one.field))) return null;
  // What is said of the whole need not be said again of its only part.
  const said = whatToDo(problem);
  const rest = problem.errors.filter(one => !elsewhere(one.field) && one.message !== said);
  return (
    <div className={s.box} role="alert">
      <CircleAlert size={16} aria-hidden />
      <div>
        <p className={s.title}>{said}</p>
        {rest.length > 0 && (
          <ul>
            {rest.map(one => (
              <li key={`${one.field ?? one.node ?? one.index ?? ''}${one.message}`}>
                {one.field ? `${one.field}: ` : ''}
                {one.message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
