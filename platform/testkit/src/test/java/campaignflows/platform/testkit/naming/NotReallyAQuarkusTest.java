package campaignflows.platform.testkit.naming;

class NotReallyAQuarkusTest {}
