package campaignflows.communication.email;

import campaignflows.communication.channel.EmailSettings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The mail server of a channel.
 *
 * @param revision of the channel: connections made for another one are not used
 * @param login    null: without a sign-in
 */
public record SmtpServer(
        UUID channelId,
        int revision,
        EmailSettings settings,
        @Nullable MailLogin login) {}
