package campaignflows.campaign.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule D2, of a field by itself. */
class FieldRulesTest {
    private static FieldDraft draft(@Nullable String name) {
        return new FieldDraft(name, null, null, FieldType.STRING, FieldLevel.PARTICIPANT, null, null, null);
    }

    private static FieldDraft enumeration(@Nullable String... values) {
        return new FieldDraft(
                "tier", "Tier", null, FieldType.ENUMERATION, FieldLevel.PARTICIPANT, null, null, Arrays.asList(values));
    }

    private static FieldPatch patch(@Nullable Boolean imported, @Nullable Boolean required) {
        return new FieldPatch(null, null, null, null, imported, required, null);
    }

    private static ErrorCode refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        List<ErrorCode> codes = new java.util.ArrayList<>();
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> codes.add(e.code()));
        return codes.getFirst();
    }

    @Test
    void shouldFillInWhatIsLeftOut() {
        assertThat(FieldRules.create(draft("due_date")))
                .isEqualTo(new DataField(
                        "due_date",
                        "due_date",
                        "",
                        FieldType.STRING,
                        FieldLevel.PARTICIPANT,
                        true,
                        false,
                        false,
                        List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "due_date", "a1_", "order", "type", "objectid"})
    void shouldAllowNames(String name) {
        assertThat(FieldRules.create(draft(name)).name()).isEqualTo(name);
        assertThat(FieldRules.create(draft("a" + "b".repeat(62))).name()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "dueDate",
                "1a",
                "_a",
                "a-b",
                "a b",
                "ä",
                "timezone",
                "object_id",
                "class",
                "lambda",
                "if",
                "none",
                "true",
                "datetime",
                "date",
                "timedelta",
                "len",
                "str",
                "int",
                "float",
                "round",
                "min",
                "max",
                "abs",
                "sum",
                "sorted",
                "customer",
                "participant",
                "communication"
            })
    void shouldRefuseNamesThatAreNoneOrReserved(String name) {
        assertThat(refusalOf(() -> FieldRules.create(draft(name)))).isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(draft("a".repeat(64))))).isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(draft(null)))).isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void shouldRefuseTheNamesOfSystemFields() {
        SystemFields.ALL.forEach(field -> assertThat(refusalOf(() -> FieldRules.create(draft(field.name()))))
                .isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void shouldAskForTypeAndLevel() {
        assertThat(refusalOf(() -> FieldRules.create(
                        new FieldDraft("a", null, null, null, FieldLevel.CUSTOMER, null, null, null))))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() ->
                        FieldRules.create(new FieldDraft("a", null, null, FieldType.STRING, null, null, null, null))))
                .isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void shouldAllowRequiredOnlyWithImport() {
        assertThat(refusalOf(() -> FieldRules.create(
                        new FieldDraft("a", null, null, FieldType.STRING, FieldLevel.CUSTOMER, false, true, null))))
                .isEqualTo(ErrorCode.INVALID);
        DataField field = FieldRules.create(draft("a"));
        DataField required = FieldRules.patch(field, patch(null, true));
        assertThat(required.required()).isTrue();
        DataField notImported = FieldRules.patch(required, patch(false, null));
        assertThat(notImported.imported()).isFalse();
        assertThat(notImported.required()).isFalse();
        assertThat(refusalOf(() -> FieldRules.patch(notImported, patch(null, true))))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.patch(required, patch(false, true))))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(FieldRules.patch(notImported, patch(true, true)).required()).isTrue();
    }

    @Test
    void shouldAskAnEnumerationForItsValues() {
        assertThat(FieldRules.create(enumeration("gold", " silver ")).values()).containsExactly("gold", "silver");
        assertThat(refusalOf(() -> FieldRules.create(enumeration()))).isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(enumeration("gold", "gold "))))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(enumeration("gold", "")))).isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(enumeration("gold", null))))
                .isEqualTo(ErrorCode.INVALID);
        assertThat(refusalOf(() -> FieldRules.create(new FieldDraft(
                        "a", null, null, FieldType.STRING, FieldLevel.CUSTOMER, null, null, List.of("x")))))
                .isEqualTo(ErrorCode.INVALID);
    }

    @Test
    void shouldAskForValuesWhenAFieldBecomesAnEnumeration() {
        DataField field = FieldRules.create(draft("a"));
        FieldPatch without = new FieldPatch(null, null, FieldType.ENUMERATION, null, null, null, null);
        FieldPatch with = new FieldPatch(null, null, FieldType.ENUMERATION, null, null, null, List.of("x"));
        assertThat(refusalOf(() -> FieldRules.patch(field, without))).isEqualTo(ErrorCode.INVALID);
        DataField enumeration = FieldRules.patch(field, with);
        assertThat(enumeration.values()).containsExactly("x");
        FieldPatch back = new FieldPatch(null, null, FieldType.STRING, null, null, null, null);
        assertThat(FieldRules.patch(enumeration, back).values()).isEmpty();
    }
}
