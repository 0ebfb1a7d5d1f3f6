package campaignflows.platform.database.rules;

import campaignflows.platform.database.Row;

final class RowService {
    String name(Row row) {
        return row.text("name");
    }
}
