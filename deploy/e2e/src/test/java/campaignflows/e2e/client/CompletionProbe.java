package campaignflows.e2e.client;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft.Sender;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Proves that nothing more is to come. All events of one person are walked in their order, and what the walks plan is
 * taken over in that order. So each person is added once more, for an object of its own, on which only the probe's
 * flow acts; once that has its communication, all that earlier events of the person could lead to is there to be seen. A
 * campaign gets the probe's field and flow before it starts, and is probed once, at the end.
 */
public final class CompletionProbe {
    public static final String FIELD = "probe";
    private static final String NAME = "PROBE";
    private static final String OBJECT = "probe";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private CompletionProbe() {}

    /** The field, and a second flow for those who are probed. */
    public static void prepare(Campaign campaign, Sender whatsapp) {
        campaign.field(FIELD, "Probe", "boolean", true)
                .activeFlow(new FlowDraft("Probe")
                        .node("created", "participant_created")
                        .check("probed", "Probe", "participant." + FIELD, "equals", literal(true))
                        .whatsapp("here", NAME, whatsapp)
                        .line("created", "probed")
                        .match("probed", "here"));
    }

    /** All that everybody in the campaign has, newest first, by external id and object. */
    public static Map<String, List<Communication>> results(Campaign campaign) {
        Map<String, Participant> people = campaign.byKey();
        List<String> ids = people.values().stream()
                .map(one -> Objects.requireNonNull(one.externalId()))
                .distinct()
                .toList();
        List<Person> probes = ids.stream()
                .map(id -> Person.known(id).with(FIELD, true).about(OBJECT))
                .toList();
        assertThat(campaign.add(probes).created()).isEqualTo(ids.size());
        awaitAll(campaign, ids);
        Map<String, List<Communication>> found = new LinkedHashMap<>();
        people.forEach((key, one) -> found.put(key, campaign.communications(one.id())));
        return found;
    }

    /** As {@link #results}, only the names of the communications. */
    public static Map<String, List<String>> names(Campaign campaign) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        results(campaign)
                .forEach((key, list) ->
                        names.put(key, list.stream().map(Communication::name).toList()));
        return names;
    }

    private static void awaitAll(Campaign campaign, Collection<String> ids) {
        Map<String, Participant> people = campaign.byKey();
        for (String id : ids) {
            Participant probed = Objects.requireNonNull(people.get(id + "/" + OBJECT), id);
            Await.until(
                    "the probe has come through for " + id,
                    LIMIT,
                    () -> campaign.communications(probed.id()),
                    list -> list.stream().anyMatch(one -> one.name().equals(NAME)));
        }
    }
}
