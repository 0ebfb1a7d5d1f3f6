package campaignflows.communication.personaldata;

import campaignflows.platform.database.Database;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is kept about one person: all communications with what was said, and what it sent by itself. */
@Singleton
public class PersonalDataService {
    static final String COMMUNICATIONS = "personal-communications:-created_at";
    static final String INCOMING = "personal-incoming:-id";

    private final PersonalDataRepository repository;
    private final Database database;

    PersonalDataService(PersonalDataRepository repository, Database database) {
        this.repository = repository;
        this.database = database;
    }

    Page<CommunicationRecord> communications(UUID tenantId, UUID customerId, int limit, Optional<Cursor> cursor) {
        return database.read(tx -> {
            List<CommunicationRecord> rows = repository.communications(
                    tx,
                    tenantId,
                    customerId,
                    cursor.map(last -> last.instant(0)).orElse(null),
                    cursor.map(last -> last.uuid(1)).orElse(null),
                    limit + 1);
            Map<UUID, List<CommunicationRecord.Said>> said = repository.messages(
                    tx, rows.stream().map(CommunicationRecord::id).toList());
            return Page.ofOneMore(rows, limit, last -> Cursor.encode(COMMUNICATIONS, last.createdAt(), last.id()))
                    .map(row -> row.with(said.getOrDefault(row.id(), List.of())));
        });
    }

    Page<IncomingMessageRecord> incoming(UUID tenantId, UUID customerId, int limit, Optional<Cursor> cursor) {
        List<IncomingMessageRecord> rows = database.read(tx -> repository.incoming(
                tx, tenantId, customerId, cursor.map(last -> last.uuid(0)).orElse(null), limit + 1));
        return Page.ofOneMore(rows, limit, last -> Cursor.encode(INCOMING, last.id()));
    }
}
