package campaignflows.campaign.validation;

import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.contracts.flow.MessageTemplate;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.values.WireName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The communication actions: an agent with a channel of the node's type, content if the agent sends templates, and values
 * that exist. The name is checked by {@link CommunicationNameRule}.
 */
final class CommunicationValidator extends NodeValidator<NodeSettings.Communication> {
    private final ChannelType channelType;
    private final ScheduleRules schedule = new ScheduleRules();

    CommunicationValidator(ChannelType channelType) {
        super(NodeSettings.Communication.class);
        this.channelType = channelType;
    }

    @Override
    MissingSettings missing(NodeSettings.Communication filled) {
        MissingSettings missing = new MissingSettings()
                .unless(
                        SettingPresence.isFilledIn(filled.communicationName()),
                        "communication_name",
                        "Communication name")
                .unless(filled.agentId() != null, "agent_id", "Agent")
                .unless(filled.channelId() != null, "channel_id", "Channel")
                .unless(schedule.isFilledIn(filled.when()), "when", "When");
        if (filled.parameters() != null) {
            filled.parameters()
                    .forEach((name, value) -> missing.unless(
                                    SettingPresence.isFilledIn(name), "parameters", "Name of a parameter")
                            .unless(
                                    SettingPresence.isSaid(value),
                                    "parameters." + name,
                                    "Value of the parameter " + name));
        }
        if (filled.template() != null && filled.template().variables() != null) {
            List<ValueSource> variables = filled.template().variables();
            for (int i = 0; i < variables.size(); i++) {
                missing.unless(
                        SettingPresence.isSaid(variables.get(i)),
                        "template.variables[%d]".formatted(i),
                        "Variable %d of the template".formatted(i + 1));
            }
        }
        return missing;
    }

    @Override
    void check(Node node, NodeSettings.Communication filled, ValidationContext context, Findings findings) {
        if (filled.agentId() != null) {
            checkAgent(node, filled, filled.agentId(), context, findings);
        }
        schedule.check(node, filled.when(), context, findings);
        checkTemplate(node, "subject", filled.subject(), context, findings);
        checkTemplate(node, "body", filled.body(), context, findings);
        checkParameters(node, filled.parameters(), context, findings);
        if (filled.template() != null) {
            checkVariables(node, filled.template().variables(), context, findings);
        }
    }

    private void checkAgent(
            Node node, NodeSettings.Communication filled, UUID agentId, ValidationContext context, Findings findings) {
        AgentSummary agent = context.agents().get(agentId);
        String name = DisplayName.of(node);
        if (agent == null) {
            findings.error(
                    node,
                    "agent_id",
                    FindingCode.AGENT_MISSING,
                    "%s: The agent no longer exists: choose another".formatted(name));
            return;
        }
        if (agent.status() != RunningStatus.RUNNING) {
            findings.warning(
                    node,
                    "agent_id",
                    FindingCode.AGENT_STOPPED,
                    "%s: The agent %s is not running".formatted(name, agent.name()));
        }
        if (filled.channelId() != null) {
            checkChannel(node, agent, filled.channelId(), findings);
        }
        if (agent.kind() == AgentKind.MESSAGE) {
            checkContent(node, agent, filled, findings);
        }
    }

    private void checkChannel(Node node, AgentSummary agent, UUID channelId, Findings findings) {
        String name = DisplayName.of(node);
        Optional<AgentSummary.AttachedChannel> channel = agent.channels().stream()
                .filter(attached -> attached.id().equals(channelId))
                .findFirst();
        if (channel.isEmpty()) {
            findings.error(
                    node,
                    "channel_id",
                    FindingCode.CHANNEL_NOT_ATTACHED,
                    "%s: The channel is not attached to the agent %s: choose one of its channels"
                            .formatted(name, agent.name()));
        } else if (channel.get().type() != channelType) {
            findings.error(
                    node,
                    "channel_id",
                    FindingCode.CHANNEL_TYPE_MISMATCH,
                    "%s: The channel %s is of type %s, but the node needs one of type %s"
                            .formatted(
                                    name,
                                    channel.get().name(),
                                    WireName.of(channel.get().type()),
                                    WireName.of(channelType)));
        } else if (channel.get().status() != RunningStatus.RUNNING) {
            findings.warning(
                    node,
                    "channel_id",
                    FindingCode.CHANNEL_STOPPED,
                    "%s: The channel %s is not running"
                            .formatted(name, channel.get().name()));
        }
    }

    /** A message agent composes nothing itself: what it sends is in the node. */
    private void checkContent(Node node, AgentSummary agent, NodeSettings.Communication filled, Findings findings) {
        NodeSettings.Template template = filled.template();
        boolean missing = switch (channelType) {
            case EMAIL -> !SettingPresence.isFilledIn(filled.subject()) || !SettingPresence.isFilledIn(filled.body());
            case WHATSAPP ->
                !SettingPresence.isFilledIn(filled.body())
                        && (template == null
                                || !SettingPresence.isFilledIn(template.name())
                                || !SettingPresence.isFilledIn(template.language()));
            case TELEGRAM, VOICE, WEB -> !SettingPresence.isFilledIn(filled.body());
        };
        if (missing) {
            findings.error(
                    node,
                    switch (channelType) {
                        case EMAIL -> SettingPresence.isFilledIn(filled.subject()) ? "body" : "subject";
                        case WHATSAPP -> "template";
                        case TELEGRAM, VOICE, WEB -> "body";
                    },
                    FindingCode.CONTENT_MISSING,
                    "%s needs %s, since the agent %s sends what is written here"
                            .formatted(
                                    DisplayName.of(node),
                                    switch (channelType) {
                                        case EMAIL -> "a subject and a body";
                                        case WHATSAPP ->
                                            "a template with its name and language, or a text (body) for contacts who have just written";
                                        case TELEGRAM, VOICE, WEB -> "a text (body)";
                                    },
                                    agent.name()));
        }
    }

    private static void checkTemplate(
            Node node, String what, @Nullable String text, ValidationContext context, Findings findings) {
        if (text == null) {
            return;
        }
        String name = DisplayName.of(node);
        try {
            MessageTemplate.compile(text);
        } catch (MessageTemplate.InvalidTemplateException e) {
            findings.error(
                    node, what, FindingCode.TEMPLATE_INVALID, "%s, %s: %s".formatted(name, what, e.getMessage()));
            return;
        }
        for (String reference : TemplateReferences.of(text)) {
            if (context.properties().find(reference).isEmpty()
                    && SendTimeValue.of(reference).isEmpty()) {
                findings.error(
                        node,
                        what,
                        FindingCode.UNKNOWN_FIELD,
                        "%s, %s: %s".formatted(name, what, context.properties().unknown(reference)));
            }
        }
    }

    private static void checkParameters(
            Node node, @Nullable Map<String, ValueSource> parameters, ValidationContext context, Findings findings) {
        if (parameters == null) {
            return;
        }
        ValueRules rules = new ValueRules(context);
        parameters.forEach((name, value) -> {
            if (SettingPresence.isSaid(value)) {
                report(node, "parameters." + name, "the parameter " + name, rules.checkUntyped(value), findings);
            }
        });
    }

    private static void checkVariables(
            Node node, @Nullable List<ValueSource> variables, ValidationContext context, Findings findings) {
        if (variables == null) {
            return;
        }
        ValueRules rules = new ValueRules(context);
        for (int i = 0; i < variables.size(); i++) {
            ValueSource value = variables.get(i);
            if (SettingPresence.isSaid(value) && !isKnownWhenSent(value)) {
                report(
                        node,
                        "template.variables[%d]".formatted(i),
                        "variable %d of the template".formatted(i + 1),
                        rules.checkUntyped(value),
                        findings);
            }
        }
    }

    /** The other values of a message, and of nothing else, in addition to the campaign's properties. */
    private static boolean isKnownWhenSent(ValueSource value) {
        return value instanceof ValueSource.Field(String field)
                && field != null
                && SendTimeValue.of(field).isPresent();
    }

    private static void report(
            Node node, String setting, String what, Optional<ValueRules.Problem> problem, Findings findings) {
        problem.ifPresent(found -> findings.error(
                node,
                setting,
                found,
                "%s: The value of %s is not valid. %s".formatted(DisplayName.of(node), what, found.message())));
    }
}
