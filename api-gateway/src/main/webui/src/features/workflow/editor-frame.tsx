import { Loader } from '@mantine/core';
import { texts } from '../../texts/en';
import { useAfter } from '../../ui/states';
import s from './workflow-layout.module.css';

/** Where the editor will be, while its flow is loaded: what is around the canvas does not go and come back. */
export function EditorFrame({ palette }: { readonly palette: boolean }) {
  const late = useAfter(200);
  return (
    <div className={s.page} role="status" aria-label={texts.loading}>
      {palette && <aside className={s.blank} aria-hidden />}
      <div className={s.middle}>{late && <Loader className={s.loader ?? ''} size={24} color="gray" />}</div>
    </div>
  );
}
