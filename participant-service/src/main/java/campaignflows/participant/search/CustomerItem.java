package campaignflows.participant.search;

import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A customer in the list. */
@Schema(name = "Customer", description = "A customer as the list shows it")
public record CustomerItem(
        UUID id,
        @Nullable String externalId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String telegramId,
        @Nullable String webId,
        @Nullable String telegramUsername,
        @Nullable String whatsappId,

        @Schema(description = "The channels on which the person does not want to be contacted")
        List<ChannelType> optOuts,

        @Schema(description = "In how many campaigns the person is a participant")
        int campaignsCount,

        Instant createdAt,
        Instant updatedAt) {
    public CustomerItem {
        optOuts = List.copyOf(optOuts);
    }
}
