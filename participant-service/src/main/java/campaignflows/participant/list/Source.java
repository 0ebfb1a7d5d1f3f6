package campaignflows.participant.list;

import campaignflows.participant.paging.Conditions;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.participant.profile.Grams;
import java.util.ArrayList;
import java.util.List;

/**
 * An index that finds all participants that can fulfil a filter, in no order of use: if they are few, they can be looked at
 * one by one.
 *
 * @param select finds {@code id}s
 * @param join   how these find the participants {@code p}
 */
record Source(String select, String join, Conditions conditions) {
    /** Fulfils no filter by itself. */
    static final Walk NO_WALK =
            new Walk(Walk.Kind.PARTICIPANTS, "participants p", "p.id", "p.name_key", new Conditions(), "true");

    private static final String BY_CUSTOMER = "p.customer_id = s.id";
    private static final String BY_ID = "p.id = s.id";

    /** The sources that the filters offer; the one that probably finds the fewest comes first. */
    static List<Source> of(ListQuery query, GramFrequencies frequencies) {
        ListFilters filters = query.filters();
        List<Source> sources = new ArrayList<>();
        filters.externalId()
                .ifPresent(externalId -> sources.add(new Source(
                        "select c.id from customers c where c.tenant_id = :tenant and c.external_id = :external_id",
                        BY_CUSTOMER,
                        new Conditions().bind("external_id", externalId))));
        frequencies
                .worthwhile(new Matching(query).grams())
                .ifPresent(grams -> sources.add(new Source(
                        "select c.id from customers c where c.search_grams @> :grams and c.tenant_id = :tenant",
                        BY_CUSTOMER,
                        new Conditions().bind("grams", Grams.bindable(grams)))));
        filters.uploadId()
                .ifPresent(upload -> sources.add(new Source(
                        "select u.participant_id as id from participant_uploads u where u.upload_id = :upload",
                        BY_ID,
                        new Conditions().bind("upload", upload))));
        filters.status()
                .ifPresent(status -> sources.add(new Source(
                        "select g.participant_id as id from participant_progress g where g.campaign_id = :campaign and"
                                + " g.status = :status",
                        BY_ID,
                        new Conditions().bind("status", status.ordinal()))));
        if (filters.createdFrom().isPresent() || filters.createdTo().isPresent()) {
            Conditions created = new Conditions().add("a.campaign_id = :campaign", "campaign", query.campaignId());
            new Matching(query).addCreated(created, "a.id");
            sources.add(new Source("select a.id from participants a where " + created.text(), BY_ID, created));
        }
        return sources;
    }
}
