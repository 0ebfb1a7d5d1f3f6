package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tenants' stop words, and whether a message is one. */
@Singleton
public final class StopWordService {
    private final StopWordRepository repository;
    private final Database database;
    private final StopWords usual = new StopWords(StopWords.USUAL);

    public StopWordService(StopWordRepository repository, Database database) {
        this.repository = repository;
        this.database = database;
    }

    public List<StopWordView> list(UUID tenantId) {
        Map<ChannelType, List<String>> set = database.read(tx -> repository.ofTenant(tx, tenantId));
        return Arrays.stream(ChannelType.values())
                .map(channel -> set.containsKey(channel)
                        ? new StopWordView(channel, set.getOrDefault(channel, List.of()), false)
                        : new StopWordView(channel, StopWords.USUAL, true))
                .toList();
    }

    public StopWordView set(UUID tenantId, ChannelType channel, StopWordView.Change change) {
        List<String> words = change.valid();
        return database.inTransaction(tx -> {
            if (words == null) {
                repository.remove(tx, tenantId, channel);
                return new StopWordView(channel, StopWords.USUAL, true);
            }
            repository.store(tx, tenantId, channel, words);
            return new StopWordView(channel, words, false);
        });
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
