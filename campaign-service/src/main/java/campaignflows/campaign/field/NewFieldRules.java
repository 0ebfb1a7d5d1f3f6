package campaignflows.campaign.field;

import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of a new campaign as a document lists them: of system fields only their position counts. */
final class NewFieldRules {
    private NewFieldRules() {}

    /** Those that are no system fields, checked as if each were added by itself. */
    static List<DataField> custom(List<FieldDraft> given) {
        List<DataField> custom = new ArrayList<>();
        for (FieldDraft field : given) {
            if (!SystemFields.isOne(String.valueOf(field.name()))) {
                custom.add(FieldRules.create(field));
            }
        }
        int all = custom.size() + SystemFields.ALL.size();
        if (all > FieldRules.MAX_FIELDS) {
            throw ProblemException.conflict("A campaign has at most %d fields".formatted(FieldRules.MAX_FIELDS));
        }
        return CsvHeaders.withDistinctTitles(custom);
    }

    /** All names; system fields that are not given come first. */
    static List<String> order(List<FieldDraft> given) {
        Set<String> names = new LinkedHashSet<>();
        for (FieldDraft field : given) {
            if (field.name() != null && !names.add(field.name())) {
                throw ProblemException.invalidField("fields", "Two fields have the name %s".formatted(field.name()));
            }
        }
        List<String> order = new ArrayList<>();
        SystemFields.ALL.stream()
                .map(DataField::name)
                .filter(name -> !names.contains(name))
                .forEach(order::add);
        order.addAll(names);
        return order;
    }
}
