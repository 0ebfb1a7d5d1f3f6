package campaignflows.platform.expression;

import java.util.OptionalInt;

/** The fields that code can name. The numbers have a meaning for the caller only; here they are just returned. */
public interface Names {
    /** The field that a bare name means. */
    OptionalInt bare(String name);

    /** The field that {@code level.name} means. */
    OptionalInt of(Level level, String name);

    /** What the field is called, with its level. */
    enum Level {
        CUSTOMER,
        PARTICIPANT,
        COMMUNICATION
    }
}
