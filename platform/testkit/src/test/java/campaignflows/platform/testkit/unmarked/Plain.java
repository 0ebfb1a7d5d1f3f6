package campaignflows.platform.testkit.unmarked;

/** Lives in a package that nobody marked. */
final class Plain {}
