package campaignflows.participant.list;

import campaignflows.participant.field.Definitions;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Pages of a campaign's participants; the first one says how many there are, exactly up to 10,000. */
@Singleton
public class ListService {
    static final long COUNTED = 10_000;

    private final Database database;
    private final ListRepository participants;
    private final Definitions definitions;

    ListService(Database database, ListRepository participants, Definitions definitions) {
        this.database = database;
        this.participants = participants;
        this.definitions = definitions;
    }

    Page<ParticipantItem> list(UUID tenantId, UUID campaignId, ListQuery query) {
        definitions.requireCampaign(tenantId, campaignId);
        return database.read(handle -> page(handle, tenantId, campaignId, query));
    }

    private Page<ParticipantItem> page(Handle handle, UUID tenantId, UUID campaignId, ListQuery query) {
        List<ListRepository.Row> rows = participants.page(handle, tenantId, campaignId, query);
        String listName = query.order().listName();
        Page<ParticipantItem> page = Page.ofOneMore(
                        rows,
                        query.limit(),
                        last -> Cursor.encode(
                                listName, last.sortKey(), last.item().id()))
                .map(ListRepository.Row::item);
        if (query.cursor().isPresent()) {
            return page;
        }
        long total = page.nextCursor() == null
                ? rows.size()
                : participants.count(handle, tenantId, campaignId, query, COUNTED);
        return total > COUNTED ? page.withTotalAtLeast(COUNTED) : page.withTotal(total);
    }
}
