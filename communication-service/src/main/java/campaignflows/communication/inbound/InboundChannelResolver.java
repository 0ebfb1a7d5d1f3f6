package campaignflows.communication.inbound;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.WhatsAppSettings;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which channel a message came to: an app of Meta has one address for the notifications of all its numbers, each of which may
 * be a channel of the tenant. Numbers that no channel has belong to the one that was called.
 */
@Singleton
final class InboundChannelResolver {
    private final ChannelLookupRepository channels;

    InboundChannelResolver(ChannelLookupRepository channels) {
        this.channels = channels;
    }

    /** In the order of the messages. */
    Map<Channel, List<InboundMessage>> byChannel(Tx tx, Channel called, List<InboundMessage> messages) {
        String own = lineOf(called);
        List<String> others = messages.stream()
                .map(InboundMessage::line)
                .filter(Objects::nonNull)
                .filter(line -> !line.equals(own))
                .distinct()
                .toList();
        Map<String, Channel> channelByLine = new HashMap<>();
        if (!others.isEmpty()) {
            channels.withNumbers(tx, called.tenantId(), others).stream()
                    .sorted(Comparator.comparing(Channel::id))
                    .forEach(channel -> channelByLine.putIfAbsent(String.valueOf(lineOf(channel)), channel));
        }
        Map<Channel, List<InboundMessage>> found = new LinkedHashMap<>();
        for (InboundMessage message : messages) {
            String line = message.line();
            Channel channel = line == null ? called : channelByLine.getOrDefault(line, called);
            found.computeIfAbsent(channel, any -> new ArrayList<>()).add(message);
        }
        return found;
    }

    private static @Nullable String lineOf(Channel channel) {
        return channel.settings() instanceof WhatsAppSettings settings ? settings.phoneNumberId() : null;
    }
}
