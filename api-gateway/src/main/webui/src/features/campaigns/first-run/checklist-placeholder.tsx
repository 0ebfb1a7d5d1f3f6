import s from './first-run.module.css';

/** As high as the first steps that come here, so that what is below does not jump. */
export function ChecklistPlaceholder() {
  return <div className={s.checklist} aria-hidden />;
}
