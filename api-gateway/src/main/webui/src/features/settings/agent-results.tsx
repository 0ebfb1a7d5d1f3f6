import { ActionIcon, Button, Select, TagsInput, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import type { FieldType, ResultDefinition } from '../../api/types';
import { data as dataTexts } from '../../texts/en/data';
import { settings } from '../../texts/en/settings';
import s from './settings.module.css';

const words = settings.agents.form;
const types = Object.entries(dataTexts.types).map(([value, label]) => ({ value, label }));

export interface ResultInput extends ResultDefinition {
  /** Stays while the name is typed. */
  readonly key: number;
  /** What simulated contacts choose from. */
  readonly answers: readonly string[];
}

export interface AgentResultsProps {
  readonly results: readonly ResultInput[];
  /** Whether contacts are played, who choose from answers. */
  readonly plays: boolean;
  readonly faults: readonly { readonly name?: string; readonly values?: string }[];
  readonly said: (field: string) => string | undefined;
  readonly onChange: (results: readonly ResultInput[]) => void;
}

export function AgentResults({ results, plays, faults, said, onChange }: AgentResultsProps) {
  const change = (index: number, part: Partial<ResultInput>) =>
    onChange(results.map((result, at) => (at === index ? { ...result, ...part } : result)));
  const add = () =>
    onChange([
      ...results,
      {
        key: Math.max(-1, ...results.map(result => result.key)) + 1,
        name: '',
        title: '',
        type: 'enumeration',
        values: [],
        answers: [],
      },
    ]);
  return (
    <fieldset className={s.section}>
      <legend>{words.results}</legend>
      <p className={s.hint}>{words.resultsHint}</p>
      {results.map((result, index) => (
        <div key={result.key} className={s.result}>
          <div className={s.row}>
            <TextInput
              label={words.resultName}
              withAsterisk
              autoComplete="off"
              value={result.name}
              error={faults[index]?.name ?? said(`results[${index}]`)}
              onChange={event => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              label={words.resultTitle}
              value={result.title}
              onChange={event => change(index, { title: event.currentTarget.value })}
            />
            <Select
              label={words.resultType}
              allowDeselect={false}
              data={types}
              value={result.type}
              onChange={type => change(index, { type: type as FieldType, answers: [] })}
            />
            <ActionIcon
              className={s.small ?? ''}
              mt={24}
              variant="subtle"
              color="gray"
              size={30}
              aria-label={words.removeResult(result.name || words.newResult)}
              onClick={() => onChange(results.filter((_, at) => at !== index))}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </div>
          {result.type === 'enumeration' && (
            <TagsInput
              label={words.resultValues}
              withAsterisk
              acceptValueOnBlur
              value={[...(result.values ?? [])]}
              error={faults[index]?.values}
              onChange={values =>
                change(index, { values, answers: result.answers.filter(answer => values.includes(answer)) })
              }
            />
          )}
          {plays && (
            <TagsInput
              label={words.answers}
              description={words.answersHint}
              acceptValueOnBlur
              data={result.type === 'enumeration' ? [...(result.values ?? [])] : []}
              value={[...result.answers]}
              error={said(`settings.results.${result.name}`)}
              onChange={answers => change(index, { answers })}
            />
          )}
        </div>
      ))}
      <div>
        <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
          {words.addResult}
        </Button>
      </div>
    </fieldset>
  );
}
