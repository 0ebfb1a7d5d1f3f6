import { campaigns as campaignsTexts } from '../../texts/en/campaigns';

/** What can be said of a campaign before it is sent (rule C1); null means nothing against it. */
export function nameFault(name: string): string | null {
  const length = [...name.trim()].length;
  if (length === 0) return campaignsTexts.createDialog.nameRequired;
  if (length > 200) return campaignsTexts.createDialog.nameTooLong;
  return null;
}

export function descriptionFault(description: string): string | null {
  return [...description].length > 2000 ? campaignsTexts.createDialog.descriptionTooLong : null;
}
