package campaignflows.communication.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Looks at how far an erasure is. What was said by people whose customer is known is erased by the order on the commands'
 * topic; what came in from the person before and was not looked at yet is found here, by the identifiers.
 */
@Singleton
public final class ErasureService {
    private final ErasureRepository erasures;
    private final Database database;

    public ErasureService(ErasureRepository erasures, Database database) {
        this.erasures = erasures;
        this.database = database;
    }

    /** Whether nothing is kept of the person. */
    public Erasure.Progress progress(Erasure.Order order) {
        IdentifierTraces traces = new IdentifierTraces(
                order.allIdentifiers(), new ParseContext(ZoneOffset.UTC, null, order.region(), Set.of()));
        List<UUID> unread = database.read(tx -> erasures.unread(tx, order.tenantId(), order.requestedAt())).stream()
                .filter(message -> message.identifiers().entrySet().stream()
                        .anyMatch(each -> traces.inValue(each.getKey(), each.getValue())))
                .map(ErasureRepository.Unread::id)
                .toList();
        if (!unread.isEmpty()) {
            database.useTransaction(tx -> erasures.forget(tx, unread));
        }
        return new Erasure.Progress(database.read(tx -> erasures.erasedAmong(tx, List.of(order.customerId())))
                .contains(order.customerId()));
    }
}
