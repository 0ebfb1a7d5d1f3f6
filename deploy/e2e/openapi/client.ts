// Compiled against the types that are generated from the document: it holds only if the document says what the API does.
import type { components, operations, paths } from "./api";

type Schemas = components["schemas"];

export function startedAt(campaign: Schemas["Campaign"]): Date | null {
  return campaign.started_at === null ? null : new Date(campaign.started_at);
}

/** The type of a node tells which settings it has. */
export function script(node: Schemas["Node"]): string | null {
  switch (node.type) {
    case "python_action":
      return node.settings.script;
    case "field_check":
      return node.settings.value?.kind === "expression" ? node.settings.value.code : null;
    default:
      return null;
  }
}

/** What may be left out of a request may be left out here, too. */
export const check: Schemas["NodeInput"] = {
  id: "check",
  type: "field_check",
  settings: { property: "participant.is_paid", operator: "equals", value: { kind: "literal", value: false } },
};

/** A flow as it was read can be sent back. */
export function draft(flow: Schemas["Flow"]): Schemas["FlowDraft"] {
  return { name: flow.name, nodes: flow.nodes, edges: flow.edges };
}

export type Listed = operations["listCampaigns"]["responses"][200]["content"]["application/json"]["items"][number];
export const path: keyof paths = "/api/v1/campaigns";
