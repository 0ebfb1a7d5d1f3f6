package campaignflows.platform.values;

/** The types that a data field can have. The wire name of each is its name in lower case. */
public enum FieldType {
    STRING,
    INTEGER,
    NUMERIC,
    BOOLEAN,
    DATE,
    DATETIME,
    ENUMERATION,
    EMAIL,
    PHONE
}
