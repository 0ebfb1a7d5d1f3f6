package campaignflows.communication.lifecycle;

import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Communications as callers read them: with results of their types. */
@Singleton
public final class CommunicationReader {
    private final CommunicationService communications;
    private final ResultTypeRepository types;

    public CommunicationReader(CommunicationService communications, ResultTypeRepository types) {
        this.communications = communications;
        this.types = types;
    }

    CommunicationView get(UUID tenantId, UUID id) {
        CommunicationView view = communications.get(tenantId, id);
        return view.withResults(ResultTypeRepository.typed(
                view.results(), types.of(tenantId, withResults(List.of(view))).get(id)));
    }

    Page<CommunicationView> ofParticipant(
            UUID tenantId, UUID campaignId, UUID participantId, int limit, Optional<Cursor> cursor) {
        return typed(tenantId, communications.ofParticipant(tenantId, campaignId, participantId, limit, cursor));
    }

    Page<CommunicationView> ofCustomer(UUID tenantId, UUID customerId, int limit, Optional<Cursor> cursor) {
        return typed(tenantId, communications.ofCustomer(tenantId, customerId, limit, cursor));
    }

    private Page<CommunicationView> typed(UUID tenantId, Page<CommunicationView> page) {
        Map<UUID, Map<String, FieldType>> byCommunication = types.of(tenantId, withResults(page.items()));
        return page.map(
                view -> view.withResults(ResultTypeRepository.typed(view.results(), byCommunication.get(view.id()))));
    }

    private static List<UUID> withResults(List<CommunicationView> views) {
        return views.stream()
                .filter(view -> !view.results().isEmpty())
                .map(CommunicationView::id)
                .toList();
    }
}
