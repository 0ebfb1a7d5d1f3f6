package campaignflows.e2e.alert;

import java.util.List;
import java.util.UUID;

/** Copies of records, each with ids of its own, by the ten thousand. */
final class Backlog {
    private final TopicRecords topic;
    private final List<TopicRecords.Written> originals;
    private final List<String> ids;
    private long copies;

    /** @param ids the pointers to what is different in each copy, in its JSON */
    Backlog(TopicRecords topic, List<TopicRecords.Written> originals, String... ids) {
        this.topic = topic;
        this.originals = List.copyOf(originals);
        this.ids = List.of(ids);
    }

    /** So many more, of each original in turn. */
    void grow(int count) {
        for (int i = 0; i < count; i++) {
            TopicRecords.Written copy = originals.get((int) (copies++ % originals.size()));
            for (String id : ids) {
                copy = copy.with(copy.json().at(id).asText(), UUID.randomUUID().toString());
            }
            topic.send(copy);
        }
        topic.flush();
    }

    long copies() {
        return copies;
    }
}
