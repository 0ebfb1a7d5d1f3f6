package campaignflows.platform.values;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The operators of a Field Check. The wire name of each is its name in lower case. */
public enum Operator {
    EQUALS(Operands.ONE),
    NOT_EQUALS(Operands.ONE),
    CONTAINS(Operands.ONE),
    NOT_CONTAINS(Operands.ONE),
    STARTS_WITH(Operands.ONE),
    ENDS_WITH(Operands.ONE),
    IS_SET(Operands.NONE),
    IS_NOT_SET(Operands.NONE),
    GT(Operands.ONE),
    GTE(Operands.ONE),
    LT(Operands.ONE),
    LTE(Operands.ONE),
    IS_ONE_OF(Operands.MANY),
    IS_NONE_OF(Operands.MANY),
    IS_ON(Operands.ONE),
    IS_NOT_ON(Operands.ONE),
    IS_BEFORE(Operands.ONE),
    IS_ON_OR_BEFORE(Operands.ONE),
    IS_AFTER(Operands.ONE),
    IS_ON_OR_AFTER(Operands.ONE);

    /** How many values an operator is compared with. */
    public enum Operands {
        NONE,
        ONE,
        MANY
    }

    private static final Set<Operator> OF_TEXT =
            EnumSet.of(EQUALS, NOT_EQUALS, CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH, IS_SET, IS_NOT_SET);
    private static final Set<Operator> OF_NUMBERS =
            EnumSet.of(EQUALS, NOT_EQUALS, GT, GTE, LT, LTE, IS_SET, IS_NOT_SET);
    private static final Set<Operator> OF_BOOLEANS = EnumSet.of(EQUALS, NOT_EQUALS, IS_SET, IS_NOT_SET);
    private static final Set<Operator> OF_ENUMERATIONS =
            EnumSet.of(EQUALS, NOT_EQUALS, IS_ONE_OF, IS_NONE_OF, IS_SET, IS_NOT_SET);
    private static final Set<Operator> OF_DATES =
            EnumSet.of(IS_ON, IS_NOT_ON, IS_BEFORE, IS_ON_OR_BEFORE, IS_AFTER, IS_ON_OR_AFTER, IS_SET, IS_NOT_SET);

    private final Operands operands;

    Operator(Operands operands) {
        this.operands = operands;
    }

    public Operands operands() {
        return operands;
    }

    public boolean appliesTo(FieldType type) {
        return of(type).contains(this);
    }

    public String wireName() {
        return WireName.of(this);
    }

    public static Optional<Operator> ofWireName(String name) {
        return WireName.find(Operator.class, name);
    }

    /** The operators that a field of the type can be checked with, in the order of this enum. */
    public static Set<Operator> of(FieldType type) {
        Set<Operator> operators = switch (type) {
            case STRING, EMAIL, PHONE -> OF_TEXT;
            case INTEGER, NUMERIC -> OF_NUMBERS;
            case BOOLEAN -> OF_BOOLEANS;
            case ENUMERATION -> OF_ENUMERATIONS;
            case DATE, DATETIME -> OF_DATES;
        };
        return Collections.unmodifiableSet(operators);
    }
}
