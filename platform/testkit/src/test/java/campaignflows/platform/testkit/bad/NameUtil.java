package campaignflows.platform.testkit.bad;

final class NameUtil {}
