import { Loader } from '@mantine/core';
import { CircleAlert, EyeOff } from 'lucide-react';
import { type UploadPreview, usePreview } from '../../api/queries/uploads';
import { uploads as uploadsTexts } from '../../texts/en/uploads';
import { ErrorState } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';
import s from './preview.module.css';

const words = uploadsTexts.dialog;
const SHOWN_PROBLEMS = 5;
const SHOWN_ROWS = 5;

export interface PreviewProps {
  readonly campaign: string;
  readonly file: File;
}

/** What the import would make of the file: its columns, first rows and first problems. */
export function Preview({ campaign, file }: PreviewProps) {
  const preview = usePreview(campaign, file);
  if (preview.isPending) {
    return (
      <p className={s.reading} role="status">
        <Loader size={14} /> {words.reading}
      </p>
    );
  }
  if (preview.isError) {
    return <ErrorState what={words.firstRows} error={preview.error} onRetry={() => preview.refetch()} />;
  }
  return (
    <div className={s.preview}>
      <Estimate preview={preview.data} />
      <Problems preview={preview.data} />
      <Columns preview={preview.data} />
      {preview.data.rows.length > 0 && <FirstRows preview={preview.data} />}
    </div>
  );
}

function Estimate({ preview }: { readonly preview: UploadPreview }) {
  const { estimate } = preview;
  if (estimate.rows === 0) return null;
  const parts = (Object.keys(words.estimateParts) as (keyof typeof words.estimateParts)[])
    .map(part => ({ part, count: estimate[part] ?? 0 }))
    .filter(({ count }) => count > 0);
  const exact = estimate.sampled >= estimate.rows;
  return (
    <div className={s.estimate}>
      <p className={s.rows}>{words.estimate(estimate.rows)}</p>
      {parts.map(({ part, count }) => (
        <StatusTag
          key={part}
          tone={part === 'failed' ? 'bad' : part === 'new' ? 'ok' : 'neutral'}
          label={`${count.toLocaleString('en')} ${words.estimateParts[part]}`}
        />
      ))}
      <p className={s.sampled}>{exact ? words.estimateExact : words.estimateSampled(estimate.sampled)}</p>
    </div>
  );
}

function Problems({ preview }: { readonly preview: UploadPreview }) {
  const { problems } = preview;
  if (problems.length === 0) return null;
  return (
    <div className={s.problems} role="alert">
      <p className={s.problemsTitle}>
        <CircleAlert size={15} aria-hidden /> {words.problemsTitle}
      </p>
      <ul>
        {problems.slice(0, SHOWN_PROBLEMS).map(problem => (
          <li key={`${problem.row}${problem.field ?? ''}${problem.message}`}>
            {words.problem(problem.row, problem.field, problem.message)}
          </li>
        ))}
        {problems.length > SHOWN_PROBLEMS && <li>{words.moreProblems(problems.length - SHOWN_PROBLEMS)}</li>}
      </ul>
    </div>
  );
}

function Columns({ preview }: { readonly preview: UploadPreview }) {
  if (preview.columns.length === 0) return null;
  const ignored = preview.columns.filter(column => column.field === null).length;
  const summary = [
    preview.delimiter === null ? null : (words.delimiter[preview.delimiter] ?? null),
    words.imported(preview.columns.length - ignored),
    ignored > 0 ? words.ignored(ignored) : null,
  ].filter(part => part !== null);
  return (
    <section>
      <h3 className={s.heading}>{words.columnsTitle}</h3>
      <p className={s.summary}>{summary.join(' · ')}</p>
      <ul className={s.columns}>
        {preview.columns.map((column, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells columns of one name apart
          <li key={place} data-ignored={column.field === null || undefined}>
            <span className={s.header} title={column.header}>
              {column.header}
            </span>
            {column.field === null ? (
              <span className={s.reason}>
                <EyeOff size={13} aria-hidden /> {words.ignoredTag}
                {column.reason ? `: ${words.reasons[column.reason]}` : ''}
              </span>
            ) : (
              <code className={s.field}>{column.field}</code>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FirstRows({ preview }: { readonly preview: UploadPreview }) {
  return (
    <section>
      <h3 className={s.heading}>{words.firstRows}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className={s.scroll} tabIndex={0} role="group" aria-label={words.firstRows}>
        <table className={s.table}>
          <thead>
            <tr>
              {preview.columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells columns of one name apart
                <th key={place} scope="col" data-ignored={column.field === null || undefined}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, SHOWN_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing but their place
              <tr key={index}>
                {row.map((cell, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={place} data-ignored={preview.columns[place]?.field === null || undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
