package campaignflows.participant.list;

import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.profile.Customer;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.Texts;
import campaignflows.platform.values.WireName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of the export. The headers are chosen so that an import of the file maps each column back to its field and
 * ignores the rest: fields by their names, then the columns that an import recognizes, then those that only describe the
 * participant, under names that no field of the campaign has.
 *
 * @param isNumber its texts are numbers, which a spreadsheet never executes as a formula
 */
record ExportColumn(String header, boolean isNumber, BiFunction<Participant, Customer, @Nullable String> value) {

    static List<ExportColumn> of(CampaignDefined definition) {
        List<ExportColumn> columns = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (FieldDefinition field : definition.fields()) {
            taken.add(field.name());
            taken.add(Texts.normalized(field.title()).toLowerCase(Locale.ROOT));
            columns.add(ofField(field));
        }
        columns.add(new ExportColumn("object_id", false, (participant, customer) -> participant.objectId()));
        columns.add(new ExportColumn("timezone", false, (participant, customer) -> participant.timezone()));
        columns.add(described("id", taken, (participant, customer) -> participant.id()));
        columns.add(described("customer_id", taken, (participant, customer) -> participant.customerId()));
        columns.add(described("status", taken, (participant, customer) -> WireName.of(participant.status())));
        columns.add(
                described("communications_count", taken, (participant, customer) -> participant.communicationsCount()));
        columns.add(described("created_at", taken, (participant, customer) -> participant.createdAt()));
        columns.add(described("updated_at", taken, (participant, customer) -> participant.updatedAt()));
        return columns;
    }

    private static ExportColumn ofField(FieldDefinition field) {
        boolean isNumber = field.type() == FieldType.INTEGER || field.type() == FieldType.NUMERIC;
        return new ExportColumn(
                field.name(),
                isNumber,
                (participant, customer) -> (field.level() == FieldLevel.CUSTOMER
                                ? customer.values()
                                : participant.values())
                        .get(field.name()));
    }

    private static ExportColumn described(
            String name, Set<String> taken, BiFunction<Participant, Customer, Object> value) {
        String header = name;
        while (taken.contains(header)) {
            header = "_" + header;
        }
        return new ExportColumn(
                header,
                false,
                (participant, customer) -> value.apply(participant, customer).toString());
    }
}
