const KEY = 'campaign-flows.checklist';
const MOST = 200;

type Choice = 'on' | 'off' | 'reviewed';
type Choices = Readonly<Record<string, Choice>>;

function read(): Choices {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return read !== null && typeof read === 'object' ? (read as Choices) : {};
  } catch {
    return {};
  }
}

/** Whether this browser shows the checklist of a campaign; which campaigns is all that is kept. */
export function checklistOf(campaignId: string): Choice | undefined {
  return read()[campaignId];
}

export function rememberChecklist(campaignId: string, choice: Choice): void {
  const others = Object.entries(read()).filter(([id]) => id !== campaignId);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...others.slice(1 - MOST), [campaignId, choice]])));
  } catch {
    // A browser that keeps nothing shows the checklist again, which does no harm.
  }
}
