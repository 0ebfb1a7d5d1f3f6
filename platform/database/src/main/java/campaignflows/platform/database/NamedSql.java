package campaignflows.platform.database;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Converts a statement with named parameters, {@code :name}, to PostgreSQL's numbered ones, {@code $1}. Literals, quoted names,
 * comments and casts with {@code ::} stay as they are.
 */
final class NamedSql {

    private static final int MOST_KNOWN = 2_000;
    private static final Map<String, NamedSql> KNOWN = new ConcurrentHashMap<>();

    private final List<String> parts;
    private final List<String> names;
    private final List<String> parameters;
    private final boolean read;
    private final Map<Set<String>, String> texts = new ConcurrentHashMap<>();

    private NamedSql(List<String> parts, List<String> names) {
        this.parts = List.copyOf(parts);
        this.names = List.copyOf(names);
        this.parameters = List.copyOf(new LinkedHashSet<>(names));
        this.read = parts.getFirst().stripLeading().startsWith("select ");
    }

    static NamedSql of(String sql) {
        NamedSql known = KNOWN.get(sql);
        if (known == null) {
            known = new Parser(sql).parse();
            if (KNOWN.size() < MOST_KNOWN) {
                KNOWN.put(sql, known);
            }
        }
        return known;
    }

    /**
     * Whether it is a plain SELECT, which at most locks rows or calls functions; a write in a WITH is none. A function that writes must
     * do no harm in a transaction of its own.
     */
    boolean isRead() {
        return read;
    }

    /** The names in the order of their numbers. */
    List<String> parameters() {
        return parameters;
    }

    /**
     * The statement; what is JSON is bound as text, since a text that is bound to jsonb becomes a JSON string, silently. Always the
     * same string, so that the driver need not read it to find what it has prepared.
     */
    String text(Set<String> json) {
        String known = texts.get(json);
        return known != null ? known : texts.computeIfAbsent(Set.copyOf(json), this::written);
    }

    private String written(Set<String> json) {
        var text = new StringBuilder(parts.getFirst());
        for (int i = 0; i < names.size(); i++) {
            String number = "$" + (parameters.indexOf(names.get(i)) + 1);
            text.append(json.contains(names.get(i)) ? "cast(" + number + "::text as jsonb)" : number)
                    .append(parts.get(i + 1));
        }
        return text.toString();
    }

    private static final class Parser {
        private final String sql;
        private final List<String> parts = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private int at;
        private int partBegin;

        Parser(String sql) {
            this.sql = sql;
        }

        NamedSql parse() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (c == '\'' || c == '"') {
                    skipTo(String.valueOf(c), 1);
                } else if (sql.startsWith("--", at)) {
                    skipTo("\n", 2);
                } else if (sql.startsWith("/*", at)) {
                    skipTo("*/", 2);
                } else if (sql.startsWith("::", at)) {
                    at += 2;
                } else if (c == '$' && isDollarQuote()) {
                    skipTo(sql.substring(at, sql.indexOf('$', at + 1) + 1), sql.indexOf('$', at + 1) + 1 - at);
                } else if (c == ':' && at + 1 < sql.length() && isNameStart(sql.charAt(at + 1))) {
                    takeName();
                } else {
                    at++;
                }
            }
            parts.add(sql.substring(partBegin));
            return new NamedSql(parts, names);
        }

        private void takeName() {
            int end = at + 1;
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
            parts.add(sql.substring(partBegin, at));
            names.add(sql.substring(at + 1, end));
            at = end;
            partBegin = end;
        }

        private void skipTo(String end, int from) {
            int found = sql.indexOf(end, at + from);
            at = found < 0 ? sql.length() : found + end.length();
        }

        private boolean isDollarQuote() {
            int end = sql.indexOf('$', at + 1);
            return end > 0
                    && sql.substring(at + 1, end).chars().allMatch(Character::isJavaIdentifierPart)
                    && (end == at + 1 || isNameStart(sql.charAt(at + 1)));
        }

        private static boolean isNameStart(char c) {
            return Character.isLetter(c) || c == '_';
        }
    }
}
