package campaignflows.participant.search;

import campaignflows.participant.paging.BoundedPages;
import campaignflows.participant.paging.Conditions;
import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.paging.SearchNeedle;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.participant.profile.Grams;
import campaignflows.platform.database.Query;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One query's customers, read within one transaction; like the list of a campaign, with limits inside. */
final class CustomerRowsRepository implements Rows<SearchRepository.Found> {
    private static final int REACH_IN_PLACE = 50_000;
    private static final int REACH = 10_000;

    /** A filter by an identifier needs no scan, and where a scan would end does not matter. */
    private static final Position NOWHERE = new Position(null, new UUID(0, 0));

    private final Tx tx;
    private final SearchQuery query;
    private final CustomerOrder order;
    private final Conditions filters = new Conditions();
    private final Conditions lookup = new Conditions();
    private final GramFrequencies frequencies;

    CustomerRowsRepository(Tx tx, SearchQuery query, GramFrequencies frequencies) {
        this.frequencies = frequencies;
        this.tx = tx;
        this.query = query;
        this.order = query.order();
        query.keys().forEach((identifier, keys) -> {
            String column = CustomerRepository.keyColumn(identifier);
            String condition = "c." + column + " = any(:" + column + ")";
            filters.add(condition, column, keys.toArray(String[]::new));
            lookup.add(condition, column, keys.toArray(String[]::new));
        });
        for (int i = 0; i < query.terms().size(); i++) {
            contain(query.terms().get(i), i);
        }
    }

    private void contain(SearchTerm term, int number) {
        List<String> likes = new ArrayList<>();
        List<String> indexed = new ArrayList<>();
        for (String alternative : term.alternatives()) {
            String name = "text" + number + "_" + likes.size() + "_";
            likes.add("c.search_text like :" + name);
            filters.bind(name, SearchNeedle.contains(alternative));
            String gramsName = "grams" + number + "_" + indexed.size() + "_";
            frequencies.worthwhile(Grams.of(query.tenantId(), alternative)).ifPresent(grams -> {
                indexed.add("c.search_grams @> :" + gramsName);
                lookup.bind(gramsName, Grams.bindable(grams));
            });
        }
        filters.add(likes.isEmpty() ? "false" : anyOf(likes));
        if (!likes.isEmpty() && indexed.size() == likes.size()) {
            lookup.add(anyOf(indexed));
        }
    }

    private static String anyOf(List<String> conditions) {
        return "(" + String.join(" or ", conditions) + ")";
    }

    @Override
    public boolean isFiltered() {
        return !filters.isEmpty();
    }

    @Override
    public int reach() {
        return order.isByName() ? REACH : REACH_IN_PLACE;
    }

    private boolean isOfOneCustomer() {
        return !query.keys().isEmpty();
    }

    @Override
    public List<SearchRepository.Found> scan(int scan, int rows) {
        if (isOfOneCustomer()) {
            return List.of();
        }
        return page("select c.*, " + key() + " as sort_key" + next(scan), rows);
    }

    private List<SearchRepository.Found> page(String candidates, int rows) {
        String page =
                "select c.* from (" + candidates + ") c where " + filters.text() + by("c.sort_key") + " limit " + rows;
        String shown = "select " + SearchRepository.SHOWN + " from (" + page + ") c" + by("c.sort_key");
        return bind(shown).list(row -> SearchRepository.row(row));
    }

    private String key() {
        return order.isByName() ? "c.name_key" : "cast(null as text)";
    }

    private String next(int scan) {
        return " from customers c where c.tenant_id = :tenant" + after() + by("c.name_key") + " limit " + scan;
    }

    private String by(String key) {
        return " order by " + (order.isByName() ? key + order.direction() + ", " : "") + "c.id" + order.direction();
    }

    private String after() {
        if (query.after().isEmpty()) {
            return "";
        }
        return order.isByName()
                ? " and (c.name_key, c.id)" + order.comparison() + "(cast(:after_key as text), :after_id)"
                : " and c.id" + order.comparison() + ":after_id";
    }

    @Override
    public Optional<Position> scanned(int scan) {
        if (isOfOneCustomer()) {
            return Optional.of(NOWHERE);
        }
        String last = "select * from (select c.id, " + key() + " as sort_key" + next(scan) + ") w offset " + (scan - 1);
        return bind(last).one(row -> new Position(row.orNull("sort_key", Row::text), row.uuid("id")));
    }

    @Override
    public Optional<Few<SearchRepository.Found>> few(int rows) {
        if (lookup.isEmpty()) {
            return Optional.empty();
        }
        String candidates = "select c.id from customers c where c.tenant_id = :tenant and " + lookup.text();
        int found = bind("select count(*) as found from (" + candidates + " limit " + (BoundedPages.FEW + 1)
                        + ") as counted")
                .one(row -> row.integer("found"))
                .orElseThrow();
        if (found > BoundedPages.FEW) {
            return Optional.empty();
        }
        String few = "(" + candidates + " limit " + BoundedPages.FEW + ")";
        long total = bind("select count(*) as found from customers c where c.id in " + few + " and " + filters.text())
                .one(row -> row.bigint("found"))
                .orElseThrow();
        String all = "select c.*, " + key() + " as sort_key from customers c where c.id in " + few + after();
        return Optional.of(new Few<>(page(all, rows), total));
    }

    @Override
    public Count count(int scan, int bound) {
        if (isOfOneCustomer()) {
            return new Count(0, false);
        }
        CustomerRowsRepository whole = new CustomerRowsRepository(tx, query.whole(), frequencies);
        String rows = isFiltered()
                ? "select 1 from (select c.*" + whole.next(scan) + ") c where " + filters.text() + " limit "
                        + (bound + 1)
                : "select 1" + whole.next(bound + 1);
        long found = whole.bind("select count(*) as found from (" + rows + ") as counted")
                .one(row -> row.bigint("found"))
                .orElseThrow();
        return new Count(
                found, found <= bound && (!isFiltered() || whole.scanned(scan).isEmpty()));
    }

    @Override
    public Position position(SearchRepository.Found row) {
        return row.position();
    }

    private Query bind(String sql) {
        Query select = tx.query(sql);
        Conditions given = new Conditions().bind("tenant", query.tenantId());
        query.after().ifPresent(after -> {
            given.bind("after_id", after.id());
            if (after.key() != null) {
                given.bind("after_key", after.key());
            }
        });
        for (Conditions each : List.of(given, filters, lookup)) {
            each.values().forEach((name, value) -> {
                if (sql.contains(":" + name)) {
                    select.bind(name, value);
                }
            });
        }
        return select;
    }
}
