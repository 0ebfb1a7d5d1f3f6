package campaignflows.participant.list;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Conditions;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One query's participants, read within one transaction. The statements determine themselves how they are executed, by limits
 * inside: an order's index is scanned for a number of rows, or a filter's index gives a few rows that are then sorted. Left to
 * the database's planner, one wrong estimate of how many rows contain a text would cost seconds. The limits are literals,
 * because a plan for any limit assumes a tenth of the table. See platform/docs/adr/0005.
 */
final class RowsRepository implements Rows<ListRepository.Listed> {
    private static final String PARTICIPANT = """
            p.id, p.campaign_id, p.customer_id, p.object_id, p.timezone, p.result, p.result_at, p.communications_count,
            p.open_communications, p.created_at, p.updated_at""";
    private static final String KEYS = ", p.tenant_id, p.name_key, p.email_key, p.phone_key, p.external_id_key";

    /** A position holds its key as text. */
    private static final String SHOWN =
            PARTICIPANT + ", cast(p.sort_key as text) as sort_key, c.name, c.email, c.phone, c.external_id";

    private static final int REACH_IN_PLACE = 50_000;
    private static final int REACH = 10_000;

    /** No customer has it: the filter by external id needs no scan, and where a scan would end does not matter. */
    private static final Position NOWHERE = new Position(null, new UUID(0, 0));

    private final Tx tx;
    private final ListQuery query;
    private final ScanPlan plan;
    private final SortKey.Order order;
    private final Conditions conditions;
    private final GramFrequencies frequencies;

    RowsRepository(Tx tx, ListQuery query, GramFrequencies frequencies) {
        this.frequencies = frequencies;
        this.tx = tx;
        this.query = query;
        this.plan = ScanPlan.of(query);
        this.order = query.order();
        this.conditions = new FilterConditions(query).ofParticipant(plan);
    }

    @Override
    public boolean isFiltered() {
        return !conditions.isEmpty() || plan.meetsRemoved() || isOfOneCustomer();
    }

    @Override
    public int reach() {
        return plan.readsInPlace() ? REACH_IN_PLACE : REACH;
    }

    private boolean isOfOneCustomer() {
        return query.filters().externalId().isPresent();
    }

    @Override
    public List<ListRepository.Listed> scan(int scan, int rows) {
        if (isOfOneCustomer()) {
            return List.of();
        }
        return bind(withCustomers(scannedRows(scan) + " limit " + rows), conditions, plan.range())
                .list(row -> ListRepository.row(row));
    }

    /** The matching ones among the next rows of the order, in that order. */
    private String scannedRows(int scan) {
        String own = " where p.tenant_id = :tenant and p.campaign_id = :campaign and " + conditions.text();
        if (plan.isOfParticipants()) {
            return "select p.* from (select " + PARTICIPANT + KEYS + ", " + plan.key() + " as sort_key" + next(scan)
                    + ") p" + own + by("p.sort_key", "p.id");
        }
        return "select " + PARTICIPANT + ", w.sort_key from (select " + plan.id() + " as id, " + plan.key()
                + " as sort_key" + next(scan) + ") w join participants p on p.id = w.id" + own + " and " + plan.kept()
                + by("w.sort_key", "w.id");
    }

    /** The next rows of the scanned index. */
    private String next(int scan) {
        return " from " + plan.table() + " where " + plan.range().text() + after(plan.key(), plan.id())
                + by(plan.key(), plan.id()) + " limit " + scan;
    }

    private String by(String key, String id) {
        return " order by " + (order.key().isId() ? "" : key + order.direction() + ", ") + id + order.direction();
    }

    private String after(String key, String id) {
        if (query.after().isEmpty()) {
            return "";
        }
        if (order.key().isId()) {
            return " and " + id + order.comparison() + ":after_id";
        }
        return " and (" + key + ", " + id + ")" + order.comparison() + "(cast(cast(:after_key as text) as "
                + order.key().type() + "), :after_id)";
    }

    @Override
    public Optional<Position> scanned(int scan) {
        if (isOfOneCustomer()) {
            return Optional.of(NOWHERE);
        }
        String last = "select w.id, cast(w.sort_key as text) as sort_key from (select " + plan.id() + " as id, "
                + plan.key() + " as sort_key" + next(scan) + ") w offset " + (scan - 1);
        return bind(last, plan.range()).one(row -> new Position(row.orNull("sort_key", Row::text), row.uuid("id")));
    }

    @Override
    public Optional<Few<ListRepository.Listed>> few(int rows) {
        for (IndexLookup lookup : IndexLookup.of(query, frequencies)) {
            Optional<Few<ListRepository.Listed>> found = few(lookup, rows);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A row of counts, without an item if there is nothing to show. */
    private record Line(long candidates, long total, ListRepository.@Nullable Listed row) {}

    /** All in one statement: what the lookup finds is read once. If that is too much, nothing more is done. */
    private Optional<Few<ListRepository.Listed>> few(IndexLookup lookup, int rows) {
        Conditions all = new FilterConditions(query).ofParticipant(IndexLookup.NO_SCAN);
        String key = order.key().column();
        String sql = "with s as materialized (" + lookup.select() + " limit " + (BoundedPages.FEW + 1)
                + "), f as materialized (select " + PARTICIPANT + KEYS + ", " + key
                + " as sort_key from s join participants p on " + lookup.join()
                + " where (select count(*) from s) <= " + BoundedPages.FEW
                + " and p.campaign_id = :campaign and p.tenant_id = :tenant and " + all.text()
                + ") select (select count(*) from s) as candidates, (select count(*) from f) as total, " + SHOWN
                + " from (select 1) one left join (select p.* from f p where true"
                + after("p.sort_key", "p.id") + by("p.sort_key", "p.id") + " limit " + rows
                + ") p on true left join customers c on c.id = p.customer_id" + by("p.sort_key", "p.id");
        List<Line> lines = bind(sql, lookup.conditions(), all)
                .list(row -> new Line(
                        row.bigint("candidates"),
                        row.bigint("total"),
                        row.orNull("id", (any, id) -> ListRepository.row(any))));
        Line first = lines.getFirst();
        return first.candidates() > BoundedPages.FEW
                ? Optional.empty()
                : Optional.of(new Few<>(
                        lines.stream().map(Line::row).filter(Objects::nonNull).toList(), first.total()));
    }

    /** With the columns that are shown of their customers. */
    private String withCustomers(String participants) {
        return "select " + SHOWN + " from (" + participants + ") p join customers c on c.id = p.customer_id"
                + by("p.sort_key", "p.id");
    }

    /** In the order of creation, where rows that are read one after another lie close together. */
    @Override
    public Count count(int scan, int bound) {
        if (isOfOneCustomer()) {
            return new Count(0, false);
        }
        RowsRepository whole = new RowsRepository(tx, query.whole(SortKey.Order.DEFAULT), frequencies);
        long found = whole.counted(scan, bound + 1);
        return new Count(
                found,
                found <= bound && (!whole.isFiltered() || whole.scanned(scan).isEmpty()));
    }

    private long counted(int scan, int bound) {
        String rows = isFiltered() ? scannedRows(scan) + " limit " + bound : "select 1" + next(bound);
        return bind("select count(*) as found from (" + rows + ") as counted", conditions, plan.range())
                .one(row -> row.bigint("found"))
                .orElseThrow();
    }

    @Override
    public Position position(ListRepository.Listed row) {
        return row.position();
    }

    private Query bind(String sql, Conditions... conditions) {
        Query select = tx.query(sql);
        for (Conditions each : conditions) {
            each.values().forEach((name, value) -> bindUsed(select, sql, name, value));
        }
        bindUsed(select, sql, "campaign", query.campaignId());
        bindUsed(select, sql, "tenant", query.tenantId());
        query.after().ifPresent(after -> {
            bindUsed(select, sql, "after_id", after.id());
            bindUsed(select, sql, "after_key", after.key());
        });
        return select;
    }

    private static void bindUsed(Query select, String sql, String name, @Nullable Object value) {
        if (sql.contains(":" + name)) {
            select.bind(name, value);
        }
    }
}
