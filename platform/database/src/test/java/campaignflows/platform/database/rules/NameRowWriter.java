package campaignflows.platform.database.rules;

import campaignflows.platform.database.Row;

final class NameRowWriter {
    String json(Row row) {
        return '"' + row.text("name") + '"';
    }
}
