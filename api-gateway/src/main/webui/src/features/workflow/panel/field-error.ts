import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor } from '../editor-context';

const isWithin = (inner: string, outer: string) =>
  inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);

/** What is said of a setting: exactly of it, or of something inside of it but what is shown at a place of its own. */
export function useSettingFault(nodeId: string, setting: string, shownElsewhere?: string): string | undefined {
  const { findingsByNode } = useEditor();
  const findings = findingsByNode.get(nodeId) ?? [];
  const found = findings.find(
    ({ setting: at }) => at && isWithin(at, setting) && !(shownElsewhere && isWithin(at, shownElsewhere)),
  );
  if (found?.severity !== 'error') return undefined;
  // The whole message names every node and field that lack something; it stands below.
  return found.code === 'required_fields' ? panelTexts.panel.required : found.message;
}
