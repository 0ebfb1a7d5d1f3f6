package campaignflows.campaign.field;

import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.values.FieldType;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field of the customer profiles as the API shows it.
 *
 * @param title  that of the youngest campaign that has the field, else its name
 * @param values of an enumeration; left out for all other types
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CustomerField")
public record CustomerFieldView(
        String name,
        String title,
        FieldType type,
        boolean system,
        @Nullable List<String> values) {

    static CustomerFieldView of(CustomerField field) {
        return new CustomerFieldView(
                field.name(),
                field.title(),
                field.type(),
                field.system(),
                field.type() == FieldType.ENUMERATION ? field.values() : null);
    }
}
