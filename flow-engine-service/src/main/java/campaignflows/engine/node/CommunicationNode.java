package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.TextOperand;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.flow.MessageTemplate;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Email, Telegram, WhatsApp, Voice and Web Communication: plans one communication with resolved parameters and templates,
 * and continues the walk without waiting for its end.
 */
record CommunicationNode(
        String id,
        String name,
        ChannelType channel,
        UUID channelId,
        UUID agentId,
        CompiledWhen when,
        Map<String, TextOperand> parameters,
        Content content)
        implements WalkableNode {
    /** The maximum size of the texts of one communication, in bytes of UTF-8. */
    static final int MAX_BYTES = 1024 * 1024;

    static CommunicationNode compile(Node node, OperandCompiler operands) {
        NodeSettings.Communication settings = Settings.of(node, NodeSettings.Communication.class);
        ChannelType channel = node.type()
                .channel()
                .orElseThrow(() -> new InvalidSettingException("The node is of no kind that has a channel"));
        return new CommunicationNode(
                node.id(),
                Settings.required(settings.communicationName(), "Communication name"),
                channel,
                Settings.required(settings.channelId(), "Channel"),
                Settings.required(settings.agentId(), "Agent"),
                CompiledWhen.compile(settings.when(), operands),
                parameters(settings, operands),
                content(channel, settings, operands));
    }

    private static Map<String, TextOperand> parameters(NodeSettings.Communication settings, OperandCompiler operands) {
        Map<String, TextOperand> parameters = new LinkedHashMap<>();
        if (settings.parameters() != null) {
            settings.parameters()
                    .forEach((name, value) -> parameters.put(name, operands.forText(value, "Parameter " + name)));
        }
        return parameters;
    }

    private static Content content(ChannelType channel, NodeSettings.Communication settings, OperandCompiler operands) {
        return switch (channel) {
            case EMAIL -> Content.Text.compile(settings, operands);
            case WHATSAPP -> Content.WhatsApp.compile(settings, operands);
            case TELEGRAM, VOICE, WEB -> Content.Text.textOnly(settings, operands);
        };
    }

    @Override
    public NodeResult walk(NodeWalk walk) {
        List<String> problems = new ArrayList<>();
        MessageContent filled;
        try {
            filled = content.fill(walk, problems::add);
        } catch (MessageTemplate.TooLongException e) {
            return tooLong();
        }
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach((parameter, operand) -> {
            String text = operand.canonical(
                    walk, problem -> problems.add("Parameter %s was left out: %s".formatted(parameter, problem)));
            if (text != null) {
                values.put(parameter, text);
            }
        });
        long bytes = bytesOf(filled, values);
        if (bytes > MAX_BYTES) {
            return tooLong();
        }
        if (!walk.reserve(bytes)) {
            return new NodeResult.Fails(
                    "The communications that one event plans come to more than %d bytes: send less at once"
                            .formatted(NodeWalk.MAX_EVENT_BYTES));
        }
        Schedule schedule = when.resolve(walk);
        walk.plan(id, new CommunicationPlan(name, channel, channelId, agentId, schedule, values, filled));
        if (schedule.missing() != null) {
            problems.add(schedule.missing());
        }
        return new NodeResult.Leaves(Port.OUT, List.of(name), Settings.message(problems));
    }

    private static NodeResult tooLong() {
        return new NodeResult.Fails(
                "The message with its values filled in is longer than %d bytes: shorten it".formatted(MAX_BYTES));
    }

    private static long bytesOf(MessageContent content, Map<String, String> parameters) {
        long bytes = bytesOf(content.subject()) + bytesOf(content.body());
        MessageContent.ApprovedTemplate template = content.template();
        if (template != null) {
            for (String variable : template.variables()) {
                bytes += bytesOf(variable);
            }
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            bytes += bytesOf(parameter.getKey()) + bytesOf(parameter.getValue());
        }
        return bytes;
    }

    private static long bytesOf(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
