package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

    /** Whether the message opts its sender out. */
    public boolean isStop(Tx tx, UUID tenantId, ChannelType channel, String text) {
        return repository
                .find(tx, tenantId, channel)
                .map(words -> new StopWords(words).isStop(text))
                .orElseGet(() -> usual.isStop(text));
    }
}
