package campaignflows.communication.limit;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and sets a tenant's limits. What is postponed already keeps its time; what comes up from now on goes by the new ones. */
@Singleton
public final class ContactLimitService {
    private final ContactLimitRepository limits;
    private final Database database;

    public ContactLimitService(ContactLimitRepository limits, Database database) {
        this.limits = limits;
        this.database = database;
    }

    /** Of each type of channel, also those without limits. */
    public List<ContactLimits> list(UUID tenantId) {
        Map<ChannelType, ContactLimits> known = database.read(tx -> limits.ofTenant(tx, tenantId)).stream()
                .collect(Collectors.toMap(ContactLimits::channel, Function.identity()));
        return Arrays.stream(ChannelType.values())
                .map(channel -> known.getOrDefault(channel, ContactLimits.none(tenantId, channel)))
                .toList();
    }

    public ContactLimits set(ContactLimits wanted) {
        database.useTransaction(tx -> {
            if (wanted.isNothing()) {
                limits.remove(tx, wanted.tenantId(), wanted.channel());
            } else {
                limits.store(tx, wanted);
            }
        });
        return wanted;
    }
}
