/** Leads to the first field of a form that something is wrong with; a long form may have it out of sight. */
export function goToFirstFault(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
