package campaignflows.upload.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read.
 *
 * @param columns per column a field's name, {@code timezone}, {@code object_id}, or null
 */
public record CsvLayout(char delimiter, List<@Nullable String> columns) {}
