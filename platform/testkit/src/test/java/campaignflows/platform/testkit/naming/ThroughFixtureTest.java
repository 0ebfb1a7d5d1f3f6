package campaignflows.platform.testkit.naming;

class ThroughFixtureTest {
    private final ServerFixture fixture = new ServerFixture();

    String name() {
        return fixture.toString();
    }
}
