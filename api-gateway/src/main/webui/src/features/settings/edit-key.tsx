import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type ApiKey, useApiKeyChanges } from '../../api/queries/api-keys';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { useTimeSettings } from '../../ui/time';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import { KeyTermsFields, sentTerms, TERM_FIELDS, writtenTerms } from './key-terms';

const words = settings.apiKeys;

/** What bounds the use of a key; its name and role stay. */
export default function EditKey({ edited, onClose }: { readonly edited: ApiKey; readonly onClose: () => void }) {
  const { timezone } = useTimeSettings();
  const { change } = useApiKeyChanges();
  const [terms, setTerms] = useState(() => writtenTerms(edited, timezone));
  const dirty = useEdited([terms]);
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={460}
      title={words.form.editTitle(edited.name)}
      error={change.error}
      shownElsewhere={TERM_FIELDS}
      pending={change.isPending}
      onSubmit={() => {
        if (change.isPending) return;
        change.mutate(
          { id: edited.id, terms: sentTerms(terms, timezone) },
          {
            onSuccess: () => {
              say(words.changed(edited.name));
              onClose();
            },
          },
        );
      }}
    >
      <KeyTermsFields value={terms} problem={change.error ? asProblem(change.error) : null} onChange={setTerms} />
    </EditDialog>
  );
}
