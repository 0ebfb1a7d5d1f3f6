package campaignflows.campaign.validation;

/** What a value is used for; it decides which types are compatible. */
enum ValueUse {
    /** Compared with a property as a whole. */
    COMPARED,
    /** Compared with a part of a text: contains, starts with, ends with. */
    COMPARED_IN_PART,
    /** Written to a field. */
    WRITTEN
}
