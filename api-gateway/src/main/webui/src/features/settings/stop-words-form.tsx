import { SegmentedControl, TagsInput } from '@mantine/core';
import { useId, useState } from 'react';
import { asProblem } from '../../api/problem';
import { type ContactLimits, useContactLimitChanges } from '../../api/queries/contact-limits';
import { contactLimits } from '../../texts/en/contact-limits';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import { wordsFault } from './limit-rules';
import s from './settings.module.css';

const words = contactLimits.words;
type Choice = keyof typeof words.choices;
const choices = Object.entries(words.choices).map(([value, label]) => ({ value, label }));

export interface StopWordsFormProps {
  readonly limits: ContactLimits;
  readonly onClose: () => void;
}

/** By which words contacts opt out of a type of channel. Own words begin as the usual ones: most want one more, or one less. */
export default function StopWordsForm({ limits, onClose }: StopWordsFormProps) {
  const { setWords } = useContactLimitChanges();
  const [choice, setChoice] = useState<Choice>(limits.usual ? 'usual' : limits.words.length > 0 ? 'own' : 'none');
  const [own, setOwn] = useState<string[]>([...limits.words]);
  const [pending, setPending] = useState('');
  const [tried, setTried] = useState(false);
  const label = useId();
  const dirty = useEdited([choice, choice === 'own' ? [own, pending] : null]);
  const problem = setWords.error ? asProblem(setWords.error) : null;
  const fault = choice === 'own' ? wordsFault(own) : null;
  const channel = settings.channels.types[limits.channel];
  const submit = () => {
    setTried(true);
    if (fault || setWords.isPending) return;
    setWords.mutate(
      { channel: limits.channel, words: choice === 'usual' ? null : choice === 'own' ? own : [] },
      {
        onSuccess: () => {
          say(contactLimits.wordsSaved(channel));
          onClose();
        },
      },
    );
  };
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={520}
      title={words.title(channel)}
      error={setWords.error}
      shownElsewhere={['words']}
      wrong={fault !== null}
      pending={setWords.isPending}
      onSubmit={submit}
    >
      <p className={s.hint}>{words.hint}</p>
      <SegmentedControl
        fullWidth
        data={choices}
        value={choice}
        aria-label={words.choice}
        onChange={next => setChoice(next as Choice)}
      />
      {choice === 'own' && (
        <TagsInput
          label={words.own}
          description={words.ownHint}
          acceptValueOnBlur
          value={own}
          searchValue={pending}
          onSearchChange={setPending}
          error={(tried && fault) || problem?.messageFor('words')}
          onChange={setOwn}
        />
      )}
      {choice === 'usual' && limits.usual && (
        <div>
          <p className={s.secretLabel} id={label}>
            {words.usualLabel}
          </p>
          <ul className={s.words} aria-labelledby={label}>
            {limits.words.map(word => (
              <li key={word} dir="auto">
                {word}
              </li>
            ))}
          </ul>
        </div>
      )}
      {choice === 'usual' && !limits.usual && <p className={s.hint}>{words.usualHint}</p>}
      {choice === 'none' && <p className={s.warn}>{words.none}</p>}
    </EditDialog>
  );
}
