package campaignflows.e2e.client;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes RFC 4180 by its grammar, independently of the library that the system uses. */
public final class Csv {
    private Csv() {}

    public static List<List<String>> read(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = text.startsWith("\ufeff") ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                record.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                record.add(cell.toString());
                cell.setLength(0);
                records.add(List.copyOf(record));
                record.clear();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted || !record.isEmpty() || cell.length() > 0) {
            throw new AssertionError("Expected the text to end with a line end: " + text);
        }
        return records;
    }

    /** A line with its end; cells that need it are quoted. */
    public static String line(String... cells) {
        List<String> written = new ArrayList<>();
        for (String cell : cells) {
            boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            written.add(plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"");
        }
        return String.join(",", written) + "\r\n";
    }
}
