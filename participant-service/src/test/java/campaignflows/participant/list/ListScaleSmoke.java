package campaignflows.participant.list;

import static campaignflows.participant.scale.ScaleData.BIG_UPLOAD;
import static campaignflows.participant.scale.ScaleData.LARGE;
import static campaignflows.participant.scale.ScaleData.SMALL;
import static campaignflows.participant.scale.ScaleData.SMALL_UPLOAD;
import static campaignflows.participant.scale.ScaleData.START;
import static campaignflows.participant.scale.ScaleData.TENANT;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencyRepository;
import campaignflows.participant.scale.ScaleDatabase;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.request.Page;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Measures pages of the list at scale. Run by hand:
 * {@code mvn -pl participant-service test -Dtest=ListScaleSmoke -Dsurefire.failIfNoSpecifiedTests=false -Dscale.people=10000000}
 */
class ListScaleSmoke {
    private static final ListRepository PARTICIPANTS = new ListRepository(new GramFrequencyRepository());
    private static final ListFilters ALL = filters(null, null, null, null, null, null, null, null);

    private static ListFilters filters(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String status,
            @Nullable String externalId,
            @Nullable UUID uploadId,
            @Nullable String createdFrom,
            @Nullable String createdTo) {
        FilterParameters parameters = new FilterParameters();
        parameters.name = name;
        parameters.email = email;
        parameters.phone = phone;
        parameters.status = status;
        parameters.externalId = externalId;
        parameters.uploadId = uploadId == null ? null : uploadId.toString();
        parameters.createdFrom = createdFrom;
        parameters.createdTo = createdTo;
        return parameters.parse(ParseContext.UTC);
    }

    @Test
    void measure() throws Exception {
        try (ScaleDatabase database = ScaleDatabase.open()) {
            sorts(database);
            exactFilters(database);
            contains(database);
            combinations(database);
        }
    }

    private static void sorts(ScaleDatabase database) {
        for (SortKey key : SortKey.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                SortKey.Order order = new SortKey.Order(key, descending);
                page(database, "sort " + order.listName(), LARGE, ALL, order, null);
                page(database, "sort, deep " + order.listName(), LARGE, ALL, order, deep(key));
            }
        }
        total(database, "first page and total", LARGE, ALL);
    }

    /** Somewhere in the middle. */
    private static Position deep(SortKey key) {
        UUID id = new UUID(START.plus(50, ChronoUnit.DAYS).toEpochMilli() << 16, 0);
        return switch (key) {
            case CREATED_AT -> new Position(null, id);
            case NAME -> new Position("lena", id);
            case EMAIL -> new Position("l.", id);
            case PHONE -> new Position("49165", id);
            case EXTERNAL_ID -> new Position("c-15000000", id);
            case COMMUNICATIONS_COUNT -> new Position("2", id);
        };
    }

    private static void exactFilters(ScaleDatabase database) {
        exact(database, "status=pending", filters(null, null, null, "pending", null, null, null, null));
        exact(database, "status=active", filters(null, null, null, "active", null, null, null, null));
        exact(database, "status=completed", filters(null, null, null, "completed", null, null, null, null));
        exact(database, "external_id", filters(null, null, null, null, "C-15000000", null, null, null));
        exact(database, "external_id of nobody", filters(null, null, null, null, "C-1", null, null, null));
        exact(database, "upload_id of 1,000", filters(null, null, null, null, null, SMALL_UPLOAD, null, null));
        exact(database, "upload_id of a million", filters(null, null, null, null, null, BIG_UPLOAD, null, null));
        exact(
                database,
                "created range",
                filters(null, null, null, null, null, null, "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"));
    }

    private static void exact(ScaleDatabase database, String what, ListFilters filters) {
        page(database, what, LARGE, filters, SortKey.Order.DEFAULT, null);
        total(database, what + " and total", LARGE, filters);
    }

    private static void contains(ScaleDatabase database) {
        for (UUID campaign : new UUID[] {LARGE, SMALL}) {
            String where = campaign.equals(LARGE) ? "large: " : "small: ";
            both(
                    database,
                    where + "name=anna (frequent)",
                    campaign,
                    filters("anna", null, null, null, null, null, null, null));
            both(
                    database,
                    where + "name=kowalerova (rare)",
                    campaign,
                    filters("xaver kowalerova", null, null, null, null, null, null, null));
            both(
                    database,
                    where + "name of nobody",
                    campaign,
                    filters("qqqqq", null, null, null, null, null, null, null));
            both(database, where + "name=an", campaign, filters("an", null, null, null, null, null, null, null));
            both(
                    database,
                    where + "name=qx (short, nobody)",
                    campaign,
                    filters("qx", null, null, null, null, null, null, null));
            both(
                    database,
                    where + "email=firma777.",
                    campaign,
                    filters(null, "firma777.", null, null, null, null, null, null));
            both(
                    database,
                    where + "email=gmail (a quarter)",
                    campaign,
                    filters(null, "gmail", null, null, null, null, null, null));
            both(
                    database,
                    where + "email whole",
                    campaign,
                    filters(null, "koch1234567@", null, null, null, null, null, null));
            both(
                    database,
                    where + "phone=0001234",
                    campaign,
                    filters(null, null, "0001234", null, null, null, null, null));
            both(database, where + "phone=491", campaign, filters(null, null, "491", null, null, null, null, null));
            both(database, where + "phone=987", campaign, filters(null, null, "987", null, null, null, null, null));
        }
    }

    private static void combinations(ScaleDatabase database) {
        SortKey.Order byName = new SortKey.Order(SortKey.NAME, false);
        SortKey.Order byCount = new SortKey.Order(SortKey.COMMUNICATIONS_COUNT, true);
        page(
                database,
                "status=pending, by name",
                LARGE,
                filters(null, null, null, "pending", null, null, null, null),
                byName,
                null);
        page(
                database,
                "status=active, by name",
                LARGE,
                filters(null, null, null, "active", null, null, null, null),
                byName,
                null);
        page(
                database,
                "status=active, name=anna",
                LARGE,
                filters("anna", null, null, "active", null, null, null, null),
                SortKey.Order.DEFAULT,
                null);
        page(
                database,
                "upload of a million, by name",
                LARGE,
                filters(null, null, null, null, null, BIG_UPLOAD, null, null),
                byName,
                null);
        page(
                database,
                "upload of 1,000, by name",
                LARGE,
                filters(null, null, null, null, null, SMALL_UPLOAD, null, null),
                byName,
                null);
        page(
                database,
                "created in a day, by name",
                LARGE,
                filters(null, null, null, null, null, null, "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"),
                byName,
                null);
        page(
                database,
                "name=schmidt, by count",
                LARGE,
                filters("schmidt", null, null, null, null, null, null, null),
                byCount,
                null);
        page(
                database,
                "status=pending, by count descending",
                LARGE,
                filters(null, null, null, "pending", null, null, null, null),
                byCount,
                null);
    }

    private static void both(ScaleDatabase database, String what, UUID campaign, ListFilters filters) {
        page(database, what, campaign, filters, SortKey.Order.DEFAULT, null);
        page(database, what + ", by name", campaign, filters, new SortKey.Order(SortKey.NAME, false), null);
        total(database, what + " and total", campaign, filters);
    }

    private static void page(
            ScaleDatabase database,
            String what,
            UUID campaign,
            ListFilters filters,
            SortKey.Order order,
            @Nullable Position after) {
        database.measure(what, tx -> page(tx, campaign, filters, order, after));
    }

    private static Page<ListRepository.Listed> page(
            Tx tx, UUID campaign, ListFilters filters, SortKey.Order order, @Nullable Position after) {
        return BoundedPages.page(rows(tx, campaign, filters, order, after), order.listName(), 50);
    }

    private static Rows<ListRepository.Listed> rows(
            Tx tx, UUID campaign, ListFilters filters, SortKey.Order order, @Nullable Position after) {
        return PARTICIPANTS.rows(tx, new ListQuery(TENANT, campaign, filters, order, Optional.ofNullable(after), 50));
    }

    /** The first page as it is returned. */
    private static void total(ScaleDatabase database, String what, UUID campaign, ListFilters filters) {
        SortKey.Order order = SortKey.Order.DEFAULT;
        database.measure(
                what, tx -> BoundedPages.first(rows(tx, campaign, filters, order, null), order.listName(), 50));
    }
}
