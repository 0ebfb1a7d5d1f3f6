package campaignflows.campaign.superset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The members of one kind of file that all versions of Superset's import format know ("v1", read from its source); unknown ones
 * are errors there.
 */
enum SupersetFormat {
    METADATA(Set.of("version", "type", "timestamp"), Set.of()),
    DATABASE(
            Set.of("database_name", "sqlalchemy_uri", "uuid", "version"),
            Set.of(
                    "cache_timeout",
                    "expose_in_sqllab",
                    "allow_run_async",
                    "allow_ctas",
                    "allow_cvas",
                    "allow_dml",
                    "allow_csv_upload",
                    "extra")),
    DATASET(
            Set.of("table_name", "uuid", "version", "database_uuid"),
            Set.of(
                    "schema",
                    "sql",
                    "main_dttm_col",
                    "description",
                    "default_endpoint",
                    "offset",
                    "cache_timeout",
                    "params",
                    "template_params",
                    "filter_select_enabled",
                    "fetch_values_predicate",
                    "extra",
                    "columns",
                    "metrics")),
    COLUMN(
            Set.of("column_name"),
            Set.of(
                    "verbose_name",
                    "is_dttm",
                    "is_active",
                    "type",
                    "groupby",
                    "filterable",
                    "expression",
                    "description",
                    "python_date_format")),
    METRIC(
            Set.of("metric_name", "expression"),
            Set.of("verbose_name", "metric_type", "description", "d3format", "extra", "warning_text")),
    CHART(
            Set.of("slice_name", "viz_type", "uuid", "version", "dataset_uuid"),
            Set.of("description", "params", "query_context", "cache_timeout", "certified_by", "certification_details")),
    DASHBOARD(
            Set.of("dashboard_title", "uuid", "version"),
            Set.of(
                    "description",
                    "css",
                    "slug",
                    "position",
                    "metadata",
                    "certified_by",
                    "certification_details",
                    "published"));

    private final Set<String> required;
    private final Set<String> optional;

    SupersetFormat(Set<String> required, Set<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** That of the file with this name. */
    static SupersetFormat of(String name) {
        return switch (name.replaceFirst("/.*", "")) {
            case "metadata.yaml" -> METADATA;
            case "databases" -> DATABASE;
            case "datasets" -> DATASET;
            case "charts" -> CHART;
            case "dashboards" -> DASHBOARD;
            default -> throw new IllegalArgumentException("Expected a file of the format, but found " + name);
        };
    }

    /** Members that Superset does not know, also of columns and metrics. */
    List<String> unknown(JsonNode file) {
        List<String> unknown = new ArrayList<>();
        file.fieldNames().forEachRemaining(name -> {
            if (!required.contains(name) && !optional.contains(name)) {
                unknown.add(name);
            }
        });
        if (this == DATASET) {
            file.path("columns").forEach(column -> unknown.addAll(COLUMN.unknown(column)));
            file.path("metrics").forEach(metric -> unknown.addAll(METRIC.unknown(metric)));
        }
        return unknown;
    }

    /** Members that Superset requires. */
    List<String> missing(JsonNode file) {
        List<String> missing = new ArrayList<>(
                required.stream().filter(name -> !file.hasNonNull(name)).toList());
        if (this == DATASET) {
            file.path("columns").forEach(column -> missing.addAll(COLUMN.missing(column)));
            file.path("metrics").forEach(metric -> missing.addAll(METRIC.missing(metric)));
        }
        return missing;
    }
}
