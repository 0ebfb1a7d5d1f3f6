package campaignflows.participant.list;

import campaignflows.participant.paging.Conditions;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.participant.profile.Grams;
import java.util.ArrayList;
import java.util.List;

/**
 * An index that finds all participants that can fulfil a filter, in no useful order: if they are few, they can be checked one
 * by one.
 *
 * @param select finds {@code id}s
 * @param join   how these lead to the participants {@code p}
 */
record IndexLookup(String select, String join, Conditions conditions) {
    /** A plan that fulfils no filter by itself. */
    static final ScanPlan NO_SCAN =
            new ScanPlan(ScanPlan.Kind.PARTICIPANTS, "participants p", "p.id", "p.name_key", new Conditions(), "true");

    private static final String BY_CUSTOMER = "p.customer_id = s.id";
    private static final String BY_ID = "p.id = s.id";

    /** The lookups that the filters allow; the one that probably finds the fewest comes first. */
    static List<IndexLookup> of(ListQuery query, GramFrequencies frequencies) {
        ListFilters filters = query.filters();
        List<IndexLookup> lookups = new ArrayList<>();
        filters.externalId()
                .ifPresent(externalId -> lookups.add(new IndexLookup(
                        "select c.id from customers c where c.tenant_id = :tenant and c.external_id = :external_id",
                        BY_CUSTOMER,
                        new Conditions().bind("external_id", externalId))));
        frequencies
                .worthwhile(new FilterConditions(query).grams())
                .ifPresent(grams -> lookups.add(new IndexLookup(
                        "select c.id from customers c where c.search_grams @> :grams and c.tenant_id = :tenant",
                        BY_CUSTOMER,
                        new Conditions().bind("grams", Grams.bindable(grams)))));
        filters.uploadId()
                .ifPresent(upload -> lookups.add(new IndexLookup(
                        "select u.participant_id as id from participant_uploads u where u.upload_id = :upload",
                        BY_ID,
                        new Conditions().bind("upload", upload))));
        filters.status()
                .ifPresent(status -> lookups.add(new IndexLookup(
                        "select g.participant_id as id from participant_progress g where g.campaign_id = :campaign and"
                                + " g.status = :status",
                        BY_ID,
                        new Conditions().bind("status", status.ordinal()))));
        if (filters.createdFrom().isPresent() || filters.createdTo().isPresent()) {
            Conditions created = new Conditions().add("a.campaign_id = :campaign", "campaign", query.campaignId());
            new FilterConditions(query).addCreated(created, "a.id");
            lookups.add(new IndexLookup("select a.id from participants a where " + created.text(), BY_ID, created));
        }
        return lookups;
    }
}
