package campaignflows.communication.inbound;

import campaignflows.communication.storage.SqlRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the open sessions that messages of contacts may belong to, for many messages at once. */
@Singleton
final class SessionCandidateRepository extends SqlRepository {
    /** Of one person on one channel; it may have more open. */
    private static final int SESSIONS = 20;

    /** A message, and whose it is. */
    record Owned(InboundRepository.Open message, UUID customerId) {}

    private record Named(InboundRepository.Open message, UUID answered) {}

    /** Whose communication it is that a message answers, by message: of the first that is known and not erased. */
    Map<UUID, UUID> customersOfAnswered(Tx tx, List<InboundRepository.Open> messages) {
        List<Named> named = messages.stream()
                .flatMap(message -> message.answers().stream().map(answered -> new Named(message, answered)))
                .toList();
        if (named.isEmpty()) {
            return Map.of();
        }
        Map<UUID, UUID> found = new HashMap<>();
        tx.query("""
                        select u.message, c.customer_id
                          from unnest(:messages::uuid[], :answers::uuid[], :tenants::uuid[], :channels::text[])
                               with ordinality as u (message, id, tenant, channel, place)
                          join communications c on c.id = u.id
                         where c.tenant_id = u.tenant and c.channel = u.channel and not c.erased and c.started_at is not null
                         order by u.place
                        """)
                .bind("messages", column(named, each -> each.message().id(), UUID[]::new))
                .bind("answers", column(named, Named::answered, UUID[]::new))
                .bind("tenants", column(named, each -> each.message().tenantId(), UUID[]::new))
                .bind("channels", column(named, each -> each.message().channel(), ChannelType[]::new))
                .list(row -> Map.entry(row.uuid("message"), row.uuid("customer_id")))
                .forEach(each -> found.putIfAbsent(each.getKey(), each.getValue()));
        return found;
    }

    /**
     * The open sessions that each of the messages may belong to, by message, the likeliest first: those that it says it
     * answers, in its order, then those of the person on the channel, those begun last first.
     */
    Map<UUID, List<UUID>> openSessions(Tx tx, List<Owned> messages) {
        Map<UUID, List<UUID>> answered = answered(tx, messages);
        Map<Place, List<UUID>> byPlace = ofPeople(tx, messages);
        Map<UUID, List<UUID>> found = new HashMap<>();
        for (Owned each : messages) {
            UUID id = each.message().id();
            List<UUID> likeliestFirst = new ArrayList<>(answered.getOrDefault(id, List.of()));
            likeliestFirst.addAll(byPlace.getOrDefault(Place.of(each), List.of()));
            found.put(id, likeliestFirst);
        }
        return found;
    }

    private record Place(UUID customerId, UUID channelId, UUID tenantId) {
        static Place of(Owned owned) {
            return new Place(
                    owned.customerId(),
                    owned.message().channelId(),
                    owned.message().tenantId());
        }
    }

    private static Map<Place, List<UUID>> ofPeople(Tx tx, List<Owned> messages) {
        List<Place> places = messages.stream().map(Place::of).distinct().toList();
        return tx
                .query("""
                        select u.customer, u.channel, u.tenant, c.id
                          from unnest(:customers::uuid[], :channels::uuid[], :tenants::uuid[]) as u (customer, channel, tenant)
                         cross join lateral (
                               select id, started_at from communications
                                where customer_id = u.customer and channel_id = u.channel and tenant_id = u.tenant and not erased
                                  and status in ('started', 'delivered', 'read', 'replied')
                                order by started_at desc, id desc limit :limit) as c
                         order by c.started_at desc, c.id desc
                        """)
                .bind("customers", column(places, Place::customerId, UUID[]::new))
                .bind("channels", column(places, Place::channelId, UUID[]::new))
                .bind("tenants", column(places, Place::tenantId, UUID[]::new))
                .bind("limit", SESSIONS)
                .list(row -> Map.entry(
                        new Place(row.uuid("customer"), row.uuid("channel"), row.uuid("tenant")), row.uuid("id")))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Map<UUID, List<UUID>> answered(Tx tx, List<Owned> messages) {
        record Asked(Owned owned, UUID answered) {}
        List<Asked> asked = messages.stream()
                .flatMap(each -> each.message().answers().stream().map(answered -> new Asked(each, answered)))
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        return tx
                .query("""
                        select u.message, c.id
                          from unnest(:messages::uuid[], :answers::uuid[], :customers::uuid[], :tenants::uuid[],
                                      :channels::text[])
                               with ordinality as u (message, id, customer, tenant, channel, place)
                          join communications c on c.id = u.id
                         where c.customer_id = u.customer and c.tenant_id = u.tenant and c.channel = u.channel and not c.erased
                           and c.status in ('started', 'delivered', 'read', 'replied')
                         order by u.place
                        """)
                .bind("messages", column(asked, each -> each.owned().message().id(), UUID[]::new))
                .bind("answers", column(asked, Asked::answered, UUID[]::new))
                .bind("customers", column(asked, each -> each.owned().customerId(), UUID[]::new))
                .bind("tenants", column(asked, each -> each.owned().message().tenantId(), UUID[]::new))
                .bind("channels", column(asked, each -> each.owned().message().channel(), ChannelType[]::new))
                .list(row -> Map.entry(row.uuid("message"), row.uuid("id")))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** The number of the next message of each session whose communication is locked, not below the given one. */
    Map<UUID, Integer> nextNumbers(Tx tx, Collection<UUID> sessions, int atLeast) {
        return tx
                .query("""
                        select u.session,
                               greatest(coalesce((select max(number) + 1 from messages where session_id = u.session), 0),
                                        :atLeast::integer) as next
                          from unnest(:sessions::uuid[]) as u (session)
                        """)
                .bind("sessions", sessions.toArray(UUID[]::new))
                .bind("atLeast", atLeast)
                .list(row -> Map.entry(row.uuid("session"), row.integer("next")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What was said in a session, by its number there. */
    record Reply(UUID communicationId, int number) {}

    /** External agents are to be told what was said in sessions that they hold on web channels: they hear it from nobody else. */
    void tellAgents(Tx tx, List<Reply> replies) {
        tx.query("""
                        insert into agent_notices (agent_id, communication_id, kind, message_number)
                        select c.agent_id, c.id, 'session_message', u.number
                          from unnest(:ids::uuid[], :numbers::integer[]) with ordinality as u (id, number, place)
                          join communications c on c.id = u.id and c.channel = 'web'
                          join agents a on a.id = c.agent_id and a.kind = 'external'
                         order by u.place
                        """)
                .bind("ids", column(replies, Reply::communicationId, UUID[]::new))
                .bind("numbers", column(replies, Reply::number, Integer[]::new))
                .execute();
    }
}
