package campaignflows.communication.optout;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.WireName;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tenants' stop words, and whether a message is one. */
@Singleton
public final class StopWordService {
    private final StopWordRepository repository;
    private final Database database;
    private final AuditLog audit;
    private final StopWords usual = new StopWords(StopWords.USUAL);

    public StopWordService(StopWordRepository repository, Database database, AuditLog audit) {
        this.repository = repository;
        this.database = database;
        this.audit = audit;
    }

    public List<StopWordView> list(UUID tenantId) {
        Map<ChannelType, List<String>> set = database.read(tx -> repository.ofTenant(tx, tenantId));
        return Arrays.stream(ChannelType.values())
                .map(channel -> set.containsKey(channel)
                        ? new StopWordView(channel, set.getOrDefault(channel, List.of()), false)
                        : new StopWordView(channel, StopWords.USUAL, true))
                .toList();
    }

    public StopWordView set(UUID tenantId, ChannelType channel, StopWordView.Change change, Actor actor) {
        List<String> words = change.valid();
        return database.inTransaction(tx -> {
            List<String> before = repository.ofTenant(tx, tenantId).getOrDefault(channel, StopWords.USUAL);
            StopWordView after = set(tx, tenantId, channel, words);
            AuditChange told = AuditChange.between(Map.of("words", before), Map.of("words", after.words()), Set.of());
            audit.append(
                    tx,
                    tenantId,
                    AuditRecorded.of(AuditAction.STOP_WORDS_CHANGED, WireName.of(channel), actor)
                            .with(told));
            return after;
        });
    }

    private StopWordView set(Tx tx, UUID tenantId, ChannelType channel, @Nullable List<String> words) {
        if (words == null) {
            repository.remove(tx, tenantId, channel);
            return new StopWordView(channel, StopWords.USUAL, true);
        }
        repository.store(tx, tenantId, channel, words);
        return new StopWordView(channel, words, false);
    }

    /** What was said on a type of channel of a tenant's. */
    public record Said(UUID tenantId, ChannelType channel, String text) {}

    /** Those that opt their sender out. */
    public Set<Said> stopsAmong(Tx tx, Collection<Said> all) {
        Map<StopWordRepository.Place, List<String>> set =
                repository.ofTenants(tx, all.stream().map(Said::tenantId).collect(Collectors.toSet()));
        Map<StopWordRepository.Place, StopWords> words = new HashMap<>();
        set.forEach((place, own) -> words.put(place, new StopWords(own)));
        return all.stream()
                .filter(said -> words.getOrDefault(new StopWordRepository.Place(said.tenantId(), said.channel()), usual)
                        .isStop(said.text()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
